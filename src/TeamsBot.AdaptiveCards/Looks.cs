using System.Text.Json.Serialization;

namespace TeamsBot.AdaptiveCards;

// In each, the default stands first: it is left out of the JSON.

[JsonConverter(typeof(JsonStringEnumConverter<Spacing>))]
public enum Spacing { Default, None, Small, Medium, Large }

[JsonConverter(typeof(JsonStringEnumConverter<FontSize>))]
public enum FontSize { Default, Small, Large }

[JsonConverter(typeof(JsonStringEnumConverter<FontWeight>))]
public enum FontWeight { Default, Bolder }

[JsonConverter(typeof(JsonStringEnumConverter<TextColor>))]
public enum TextColor { Default, Accent }

[JsonConverter(typeof(JsonStringEnumConverter<TextStyle>))]
public enum TextStyle { Default, [JsonStringEnumMemberName("heading")] Heading }

[JsonConverter(typeof(JsonStringEnumConverter<ActionStyle>))]
public enum ActionStyle { Default, [JsonStringEnumMemberName("positive")] Positive }

[JsonConverter(typeof(JsonStringEnumConverter<ContainerStyle>))]
internal enum ContainerStyle { Default, [JsonStringEnumMemberName("accent")] Accent }

/// <summary>Which inputs a press sends along. With <see cref="None"/> an empty required field does not stop it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssociatedInputs>))]
public enum AssociatedInputs { Auto, [JsonStringEnumMemberName("none")] None }

[JsonConverter(typeof(JsonStringEnumConverter<ChoiceStyle>))]
public enum ChoiceStyle { Compact, [JsonStringEnumMemberName("expanded")] Expanded }
