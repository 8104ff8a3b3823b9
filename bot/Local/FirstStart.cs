using TeamsBot.Core.Agreements;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Workspace;

namespace TeamsBot.Bot.Local;

/// <summary>What a trial needs before its first page: a county in the directory, an account for each of its people, and their teams, channels and apps.</summary>
internal static class FirstStart
{
    /// <summary>The small fictional county that comes with the bot.</summary>
    public static string Sample => Path.Combine(AppContext.BaseDirectory, "sample");

    /// <summary>Brings the sample county to where people can act and opens its first polls: once, also where the first start was cut off.</summary>
    public static async Task SampleAsync(LocalBot bot, CancellationToken cancellation)
    {
        var done = Path.Combine(bot.DataFolder, "first-polls");
        var register = await RunAsync(bot, Sample, cancellation);
        if (!File.Exists(done))
        {
            using var http = new HttpClient { BaseAddress = bot.Teams.Address };
            await new FirstPolls(bot, new TeamsClient(http), register).OpenAsync(cancellation);
            await File.WriteAllTextAsync(done, "The sample county's first polls were opened.", cancellation);
        }
    }

    /// <summary>
    /// Brings a trial to where people can act. Each part is looked up before it is done, so that a start after a kill goes on; product time moves on past the
    /// minutes that Microsoft Graph asks to wait for a new team.
    /// </summary>
    public static async Task<Register> RunAsync(LocalBot bot, string folder, CancellationToken cancellation)
    {
        var register = await ImportAsync(bot, folder, cancellation);
        await bot.Services.GetRequiredService<Beginnings>().EnsureAsync(cancellation);
        var ensure = bot.Services.GetRequiredService<EnsureWorkspace>();
        await bot.RunUntilAsync(
            async token =>
            {
                var step = await ensure.StepAsync(LocalBot.Tenant, token);
                if (step is null)
                {
                    await bot.Services.GetRequiredService<WorkspaceFeature>().BeginAsync(LocalBot.Tenant, token);
                }

                return step is WorkspaceStep.Complete;
            },
            cancellation);
        await bot.Teams.SettledAsync(cancellation);
        return register;
    }

    /// <summary>Imports the folder where the directory is empty (one that holds something stays as it is), and makes the accounts that its people have.</summary>
    public static async Task<Register> ImportAsync(LocalBot bot, string folder, CancellationToken cancellation)
    {
        var agreements = bot.Services.GetRequiredService<ImportAgreements>();
        if (await agreements.CheckAsync(LocalBot.Tenant, folder, cancellation) is { Length: > 0 } problems)
        {
            throw new IOException($"{folder} cannot be imported:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
        }

        var register = await CurrentAsync(bot, folder, cancellation);
        await agreements.HandleAsync(LocalBot.Tenant, folder, "bot", cancellation);
        await CreateAccountsAsync(bot, register, cancellation);
        return register;
    }

    private static async Task<Register> CurrentAsync(LocalBot bot, string folder, CancellationToken cancellation)
    {
        var directory = bot.Services.GetRequiredService<DirectoryStore>();
        if (await directory.CurrentAsync(LocalBot.Tenant, cancellation) is { } present)
        {
            return present;
        }

        var outcome = await bot.Services.GetRequiredService<ImportDirectory>().HandleAsync(LocalBot.Tenant, folder, "bot", dryRun: false, cancellation);
        return outcome switch
        {
            ImportOutcome.Imported imported => imported.Register,
            ImportOutcome.Unchanged unchanged => unchanged.Register,
            ImportOutcome.Refused refused => throw new IOException($"{folder} cannot be imported:{Environment.NewLine}{string.Join(Environment.NewLine, refused.Problems)}"),
            _ => throw new InvalidOperationException($"{outcome} is no outcome of an import."),
        };
    }

    // In the order in which the first page lists them: heads first, and within a role by address, so that the school and the board it suggests belong together.
    private static async Task CreateAccountsAsync(LocalBot bot, Register register, CancellationToken cancellation)
    {
        using var http = Wire.Client();
        var people = register.People.Select(person => (Person: person, Role: FirstRole(person))).OrderBy(one => one.Role ?? Role.Observer).ThenBy(one => one.Person.UserPrincipalName, StringComparer.Ordinal);
        foreach (var some in people.Chunk(500))
        {
            var users = some.Select(one => new { upn = one.Person.UserPrincipalName, name = one.Person.Name, jobTitle = one.Role is { } role ? TitleOf(role) : null });
            using var response = await http.PostAsJsonAsync(new Uri(bot.Teams.Address, "/admin/users"), new { users }, cancellation);
            response.EnsureSuccessStatusCode();
        }
    }

    private static Role? FirstRole(Person person) => person.Appointments.IsEmpty ? null : person.Appointments.Min(appointment => appointment.Role);

    private static string TitleOf(Role role) => role switch
    {
        Role.ViceChair => "Vice-chair",
        Role.BoardMember => "Board member",
        Role.ServiceLead => "Service lead",
        _ => role.ToString(),
    };
}
