using Microsoft.Extensions.Primitives;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Settings;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Configuration;

namespace Pan123Dav.Admin.Users;

/// <summary>
/// Adds, changes and removes users in the settings file. Never so that nobody could do it any more: whoever asks stays an administrator,
/// and one is left in any case.
/// </summary>
internal sealed class UserSettings(IConfiguration configuration, IGatewaySettings settings, SettingsEditor editor, LimitedPasswordHasher hasher)
{
    /// <summary>All users in force.</summary>
    public IReadOnlyList<UserSection> List() => UserSection.GetAll(configuration, settings.InForce.Users);

    /// <summary>Where users are added: a file that has all of them, though others may complete these. Else the numbers of two lists would meet.</summary>
    public SettingsPlace GetListPlace()
    {
        var sources = SettingsPlace.Sources(configuration).Where(source => SettingsPlace.Sets(source, UserSection.ListKey)).ToList();
        var files = sources.OfType<LastGoodJsonConfigurationProvider>().ToList();
        var users = configuration.GetSection(UserSection.ListKey).GetChildren().ToList();
        return files.Count == 0 ? SettingsPlace.Find(configuration, UserSection.ListKey)
            : files.LastOrDefault(file => users.TrueForAll(user => SettingsPlace.Sets(file, user.Path))) is { } whole ? SettingsPlace.From(whole)
            : SettingsPlace.Mixed;
    }

    /// <summary>Adds a user.</summary>
    /// <exception cref="ApiProblem">It was not added.</exception>
    public async Task AddAsync(UserRequest request, StringValues ifMatch, CancellationToken cancellationToken)
    {
        request.Check(name: null);
        var hash = await hasher.HashAsync(request.Name!, request.Password!);
        await editor.RunAsync(ifMatch, () => Add(request, hash), cancellationToken);
    }

    /// <summary>Changes a user.</summary>
    /// <param name="name">Whom.</param>
    /// <param name="request">To what.</param>
    /// <param name="asking">Who wants it.</param>
    /// <param name="ifMatch">Which state of the settings.</param>
    /// <param name="cancellationToken">Gives up before anything is decided.</param>
    /// <exception cref="ApiProblem">It was not changed.</exception>
    public async Task ChangeAsync(string name, UserRequest request, string? asking, StringValues ifMatch, CancellationToken cancellationToken)
    {
        Get(name);
        request.Check(name);
        var hash = request.Password is { } password ? await hasher.HashAsync(name, password) : null;
        await editor.RunAsync(ifMatch, () => Change(Get(name), request, hash, asking), cancellationToken);
    }

    /// <summary>Removes a user.</summary>
    /// <exception cref="ApiProblem">It was not removed.</exception>
    public Task RemoveAsync(string name, string? asking, StringValues ifMatch, CancellationToken cancellationToken) =>
        editor.RunAsync(ifMatch, () => Remove(Get(name), asking), cancellationToken);

    private UserSection Get(string name) => List().FirstOrDefault(user => user.Options.Name == name) ?? throw ApiProblem.NotFound();

    private SettingsChange Add(UserRequest request, string hash)
    {
        var all = List();
        if (all.Any(user => user.Options.Name.Normalize().Equals(request.Name!.Normalize(), StringComparison.OrdinalIgnoreCase)))
        {
            throw new ApiProblem(StatusCodes.Status409Conflict, "name-taken", static text => text.NameTaken);
        }

        var place = GetListPlace();
        var before = Flatten(configuration);
        return new SettingsChange(
            place,
            UserSection.ListKey,
            text => UserText.Add(text, request, hash),
            candidate => Flatten(candidate) is var after && after.Count == before.Count + 1 && before.SequenceEqual(after.Take(before.Count))
                && GetLast(candidate)[nameof(UserOptions.PasswordHash)] == hash,
            key => GetField(key, all.Count));
    }

    private SettingsChange Change(UserSection user, UserRequest request, string? hash, string? asking)
    {
        if (request.Admin == false && user.Options.Admin)
        {
            KeepAdministrators(user, asking);
        }

        var (before, section) = (Flatten(configuration), user.Section);
        var otherwise = user.GetOnlyPlace(configuration).Problem is { Code: "mixed" } mixed ? mixed : null;
        return new SettingsChange(
            user.GetPlace(configuration),
            UserSection.ListKey,
            text => UserText.Change(text, section!, request, hash),
            candidate => Flatten(candidate) is var after && after.Count == before.Count
                && before.Index().All(item => item.Index == user.Index || item.Item == after[item.Index])
                && (hash is null || candidate[ConfigurationPath.Combine(section!.Path, nameof(UserOptions.PasswordHash))] == hash)
                && (otherwise is null || request.IsIn(candidate.GetSection(section!.Path))),
            key => GetField(key, user.Index))
        {
            Otherwise = otherwise,
        };
    }

    private SettingsChange Remove(UserSection user, string? asking)
    {
        KeepAdministrators(user, asking);
        var rules = settings.InForce.Access.Where(rule => rule.Users.Contains(user.Options.Name)).ToList();
        if (rules.Count > 0)
        {
            var paths = string.Join(", ", rules.Select(rule => rule.Path.ToString()));
            throw new ApiProblem(StatusCodes.Status409Conflict, "in-use", text => text.UserInRules(paths));
        }

        var before = Flatten(configuration);
        var section = user.Section;
        return new SettingsChange(
            user.GetOnlyPlace(configuration),
            UserSection.ListKey,
            text => UserText.Remove(text, section!.Path),
            candidate => Flatten(candidate).SequenceEqual(before.Where((_, index) => index != user.Index)),
            static _ => null);
    }

    private void KeepAdministrators(UserSection user, string? asking)
    {
        if (user.Options.Name == asking)
        {
            throw new ApiProblem(StatusCodes.Status409Conflict, "self", static text => text.NotYourself);
        }

        if (user.Options.Admin && settings.InForce.Users.Count(other => other.Admin) == 1)
        {
            throw new ApiProblem(StatusCodes.Status409Conflict, "last-admin", static text => text.LastAdministrator);
        }
    }

    private static IConfigurationSection GetLast(IConfiguration configuration) => configuration.GetSection(UserSection.ListKey).GetChildren().Last();

    // Each user as one text: what is written, by keys in their order, whichever source it comes from.
    private static List<string> Flatten(IConfiguration configuration) => [.. configuration.GetSection(UserSection.ListKey).GetChildren().Select(user =>
        string.Join('\n', user.AsEnumerable(makePathsRelative: true).Where(pair => !string.IsNullOrEmpty(pair.Value))
            .OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(pair => $"{pair.Key}={pair.Value}")))];

    // Pan123Dav:Users:1:Paths:0 is about the paths of the user in this request.
    private static string? GetField(string key, int index)
    {
        var parts = key.Split(ConfigurationPath.KeyDelimiter);
        return parts.Length < 4 || parts[2] != index.ToString(System.Globalization.CultureInfo.InvariantCulture) ? null : parts[3] switch
        {
            nameof(UserOptions.Name) => "name",
            nameof(UserOptions.Password) or nameof(UserOptions.PasswordHash) => "password",
            nameof(UserOptions.Paths) => "paths",
            nameof(UserOptions.Admin) => "admin",
            "Budget" => "budget",
            _ => null,
        };
    }
}
