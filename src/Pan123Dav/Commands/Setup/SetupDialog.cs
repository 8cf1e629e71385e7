using System.Globalization;
using System.Text;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>Gets the answers that are one value, from options or by asking until they are good.</summary>
/// <param name="options">Answers that need not be asked for. One that is no good ends it.</param>
/// <param name="prompts">Asks.</param>
/// <param name="text">The language.</param>
internal sealed class SetupDialog(SetupOptions options, ISetupPrompts prompts, SetupText text)
{
    private const long BytesPerGigabyte = 1_000_000_000;

    /// <summary>Whether something had to be asked for, so that more can be.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>123's key; empty for none.</summary>
    public string GetKey() => Get(options.PrivateKey, () => prompts.AskSecret(text.AskKey, "--private-key"), key =>
    {
        key = key.Trim();
        return key.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? (null, text.KeyHasBlanks) : (key, null);
    });

    /// <summary>The account ID; 0 to take it from the links.</summary>
    public ulong GetUid() => options.Uid ?? (options.Links is not null && options.PrivateKey is not null ? 0
        : ulong.Parse(Get(null, () => prompts.Ask(text.AskUid, "--uid"), answer => CheckUid(answer.Length == 0 ? "0" : answer)), CultureInfo.InvariantCulture));

    /// <summary>The account ID, which the links do not show.</summary>
    public ulong GetUidAgain() => ulong.Parse(
        Get(
            null,
            () => prompts.Ask(text.AskUidAgain, "--uid"),
            answer => answer.Length == 0 || answer.All(c => c == '0') ? (null, text.UidMissing) : CheckUid(answer)),
        CultureInfo.InvariantCulture);

    /// <summary>Who signs in.</summary>
    public string GetUser() => Get(options.User, () => prompts.Ask(text.AskUser, "--user"), CheckUser(text));

    /// <summary>The hash of the password.</summary>
    public string GetPasswordHash(string user)
    {
        var given = options.PasswordFile is { } file ? ReadPassword(file) : options.Password;
        var password = Get(given, () => prompts.AskSecret(text.AskPassword, "--password"), password => WeakPassword.Find(user, password) is { } weakness
            ? (null, text.WeakPassword(weakness))
            : given is null && prompts.AskSecret(text.AskPasswordAgain, "--password") != password ? (null, text.PasswordsDiffer) : (password, null));
        prompts.Say(text.PasswordGood);
        return PasswordHashing.CreateHasher().HashPassword("", password);
    }

    /// <summary>Who may reach the drive.</summary>
    public SetupReach GetReach() => options.Reach ?? (options.Domain is not null ? SetupReach.Domain
        : Enum.Parse<SetupReach>(Get(
            null,
            () => prompts.Choose(text.AskReach, "--reach", [text.ReachMachine, text.ReachNetwork, text.ReachDomain]),
            answer => SetupReaches.Parse(answer) is { } reach ? (reach.ToString(), null) : (null, text.ReachWrong))));

    /// <summary>The domain.</summary>
    public string GetDomain() => Get(options.Domain, () => prompts.Ask(text.AskDomain, "--domain"),
        answer => SetupReaches.ParseDomain(answer) is { } domain ? (domain, null) : (null, text.DomainWrong));

    /// <summary>A tenth of the month's traffic, in bytes; null for none, or when nobody is there to be asked.</summary>
    public long? GetDailyBytes()
    {
        if (!HasAsked)
        {
            return null;
        }

        try
        {
            var quota = long.Parse(Get(null, () => prompts.Ask(text.AskQuota, ""), CheckQuota), CultureInfo.InvariantCulture);
            return quota == 0 ? null : quota * BytesPerGigabyte / 10;
        }
        catch (SetupEndedException)
        {
            return null;
        }
    }

    /// <summary>Tells what is wrong with a user name.</summary>
    public static Func<string, (string? Good, string? Mistake)> CheckUser(SetupText text) => answer =>
        answer.Trim() is not { Length: > 0 } name ? (null, text.UserMissing)
        : name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value == ':') ? (null, text.UserWrong)
        : (name, null);

    private (string? Good, string? Mistake) CheckQuota(string answer)
    {
        answer = answer.Replace("GB", "", StringComparison.OrdinalIgnoreCase).Trim();
        return answer.Length == 0 ? ("0", null)
            : long.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var quota) && quota <= 1_000_000 ? (answer, null)
            : (null, text.QuotaWrong);
    }

    private (string? Good, string? Mistake) CheckUid(string answer) =>
        ulong.TryParse(answer.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? (answer.Trim(), null) : (null, text.UidWrong);

    private string ReadPassword(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return PasswordInput.ReadLine(stream);
        }
        catch (FormatException)
        {
            throw new SetupEndedException(text.PasswordFileWrong(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SetupEndedException(text.NoFile(file, e.Message));
        }
    }

    private string Get(string? given, Func<string> ask, Func<string, (string? Good, string? Mistake)> check)
    {
        if (given is not null)
        {
            var (good, mistake) = check(given);
            return good ?? throw new SetupEndedException(mistake!);
        }

        HasAsked = true;
        while (true)
        {
            var (good, mistake) = check(ask());
            if (good is not null)
            {
                return good;
            }

            prompts.Say(mistake!);
        }
    }
}
