using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Local;

/// <summary>What a trial needs before its first page: a county in the directory, and an account in the local tenant for each of its people.</summary>
internal static class FirstStart
{
    /// <summary>The small fictional county that comes with the bot.</summary>
    public static string Sample => Path.Combine(AppContext.BaseDirectory, "sample");

    /// <summary>Imports the folder where the directory is empty; one that holds something stays as it is.</summary>
    public static async Task<Register> ImportAsync(LocalBot bot, string folder, CancellationToken cancellation)
    {
        var directory = bot.Services.GetRequiredService<DirectoryStore>();
        if (await directory.CurrentAsync(LocalBot.Tenant, cancellation) is { } present)
        {
            return present;
        }

        var outcome = await bot.Services.GetRequiredService<ImportDirectory>().HandleAsync(LocalBot.Tenant, folder, "bot", dryRun: false, cancellation);
        var register = outcome switch
        {
            ImportOutcome.Imported imported => imported.Register,
            ImportOutcome.Unchanged unchanged => unchanged.Register,
            ImportOutcome.Refused refused => throw new IOException($"{folder} cannot be imported:{Environment.NewLine}{string.Join(Environment.NewLine, refused.Problems)}"),
            _ => throw new InvalidOperationException($"{outcome} is no outcome of an import."),
        };
        await CreateAccountsAsync(bot, register, cancellation);
        return register;
    }

    private static async Task CreateAccountsAsync(LocalBot bot, Register register, CancellationToken cancellation)
    {
        using var http = Wire.Client();
        foreach (var some in register.People.Chunk(500))
        {
            var users = some.Select(person => new { upn = person.UserPrincipalName, name = person.Name, jobTitle = person.Appointments.Select(appointment => appointment.Role.ToString()).FirstOrDefault() });
            using var response = await http.PostAsJsonAsync(new Uri(bot.Teams.Address, "/admin/users"), new { users }, cancellation);
            response.EnsureSuccessStatusCode();
        }
    }
}
