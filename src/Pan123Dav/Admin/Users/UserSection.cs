using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Settings;
using Pan123Dav.Authentication;

namespace Pan123Dav.Admin.Users;

/// <summary>A user in force, and the section of the configuration that says so.</summary>
/// <param name="Index">The place in the list.</param>
/// <param name="Section">What is written; null when that is not what is in force.</param>
/// <param name="Options">What is in force.</param>
internal sealed record UserSection(int Index, IConfigurationSection? Section, UserOptions Options)
{
    /// <summary>The list of all users.</summary>
    public const string ListKey = "Pan123Dav:Users";

    /// <summary>All users in force.</summary>
    public static IReadOnlyList<UserSection> GetAll(IConfiguration configuration, IReadOnlyList<UserOptions> users)
    {
        var written = configuration.GetSection(ListKey).GetChildren().ToList();
        return [.. users.Select((user, index) => new UserSection(
            index, index < written.Count && written[index][nameof(UserOptions.Name)] == user.Name ? written[index] : null, user))];
    }

    /// <summary>Where it is changed: the file that sets it, the strongest one where several files do.</summary>
    public SettingsPlace GetPlace(IConfiguration configuration) => GetPlace(Section, section => SettingsPlace.FindStrongest(configuration, section.Path));

    /// <summary>Where it can be taken away: the one file that sets it.</summary>
    public SettingsPlace GetOnlyPlace(IConfiguration configuration) => GetPlace(Section, section => SettingsPlace.Find(configuration, section.Path));

    /// <summary>As it is told outside.</summary>
    public UserEntry ToEntry(IConfiguration configuration, string? asking, ApiText language)
    {
        var problem = GetPlace(configuration).Problem;
        return new UserEntry
        {
            Name = Options.Name,
            Paths = [.. Options.Paths.Select(path => path.ToString())],
            Admin = Options.Admin,
            Budget = GetBudget(),
            Writable = problem is null,
            Reason = problem?.Detail(language),
            Code = problem?.Code,
            Self = Options.Name == asking,
        };
    }

    private static SettingsPlace GetPlace(IConfigurationSection? section, Func<IConfigurationSection, SettingsPlace> find) => section is not null
        ? find(section)
        : new SettingsPlace(null, new ApiProblem(StatusCodes.Status409Conflict, "kept-out", static text => text.KeptOut));

    private UserBudget? GetBudget()
    {
        if (Section?.GetSection("Budget") is not { } section || !section.GetChildren().Any(child => !string.IsNullOrEmpty(child.Value)))
        {
            return null;
        }

        return new UserBudget
        {
            DailyBytes = Read(section, nameof(UserBudget.DailyBytes)),
            DailyLinks = Read(section, nameof(UserBudget.DailyLinks)),
            RequestsPerMinute = Read(section, nameof(UserBudget.RequestsPerMinute)),
            ProbeBytes = Read(section, nameof(UserBudget.ProbeBytes)),
        };
    }

    private static long? Read(IConfigurationSection section, string name) =>
        long.TryParse(section[name], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
