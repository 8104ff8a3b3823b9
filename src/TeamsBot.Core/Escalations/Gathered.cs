using System.Collections.Immutable;
using TeamsBot.Core.Rounds;

namespace TeamsBot.Core.Escalations;

/// <summary>What a round gathered for one priority, frozen when it goes up (rule E1).</summary>
/// <param name="Theme">The name of its theme on that day; null where it had none.</param>
/// <param name="Causes">Those of most schools first; empty where none were named or the stage was left out.</param>
public sealed record Gathered(string? Theme, ImmutableArray<CauseCount> Causes, ImmutableArray<GroupCount> PupilGroups, ImmutableArray<GatheredApproach> Approaches);

/// <summary>An approach as it was suggested.</summary>
/// <param name="Lead">The name of the seat that leads it.</param>
/// <param name="Source">Where the evidence is; null where none was given.</param>
public sealed record GatheredApproach(string Text, string Lead, DateOnly Start, string? Source, EvidenceStrength Strength);
