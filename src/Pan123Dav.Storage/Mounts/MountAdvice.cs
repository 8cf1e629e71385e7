using System.Globalization;
using System.Text;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Mounts;

/// <summary>
/// What is probably wrong with a mount's key and account ID, as far as it can be told without asking 123. Each with the key of the mount that it is about.
/// </summary>
internal static class MountAdvice
{
    // 123's account IDs have ten digits; shorter ones may be years and dates.
    private const int MinAccountDigits = 9;

    private static readonly TreeDiagnostic Unsigned = Warning("unsigned",
        "There is no private key, so links go out unsigned. "
        + "Set 'PrivateKey' and switch URL authentication on at 123, or use the type 'UrlTree' for links that need none.");

    private static readonly TreeDiagnostic Placeholder = Warning("placeholder-key",
        "This is no key but the words that stand for one. Write the private key that 123's direct link page shows (www.123pan.com/DirectLink).");

    private static readonly string[] PlaceholderWords =
    [
        "yourprivatekey", "yourprivatekeyhere", "yourkey", "yourkeyhere", "theprivatekeyof123", "您的密钥", "你的密钥", "您的私钥", "你的私钥", "您的鉴权密钥", "你的鉴权密钥",
        "私钥", "密钥", "鉴权密钥",
    ];

    /// <summary>What the options alone tell.</summary>
    public static IEnumerable<(string Key, TreeDiagnostic Diagnostic)> FindInOptions(MountOptions options)
    {
        var signs = options.Type == MountType.DirectLink || options.Remote is OpenPlatformOptions { Link: OpenPlatformLink.DirectLink };
        if (signs && options.PrivateKey.Length == 0)
        {
            yield return (nameof(MountOptions.PrivateKey), Unsigned);
        }
        else if (signs && IsPlaceholder(options.PrivateKey))
        {
            yield return (nameof(MountOptions.PrivateKey), Placeholder);
        }
    }

    /// <summary>What the tree tells beside them.</summary>
    public static IEnumerable<(string Key, TreeDiagnostic Diagnostic)> FindInTree(MountOptions options, EntryTable table)
    {
        if (options is { Type: MountType.DirectLink, PrivateKey.Length: > 0 } && FindOtherAccount(options, table) is { } account)
        {
            yield return (nameof(MountOptions.Uid), Warning("other-account",
                $"All links are of the account {account}, and this is another number, so that 123 refuses what is signed with it. "
                + "Write the account ID, not a telephone number."));
        }
    }

    private static TreeDiagnostic Warning(string code, string message) => new(0, 0, TreeSeverity.Warning, code, message);

    private static bool IsPlaceholder(string key)
    {
        var letters = string.Concat(key.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return PlaceholderWords.Contains(letters) || letters.All(letter => letter == 'x');
    }

    // The number is the first segment of a direct link's path, but for domains of the owner's own, whose links may have none.
    private static string? FindOtherAccount(MountOptions options, EntryTable table)
    {
        var uid = options.Uid.ToString(CultureInfo.InvariantCulture);
        string? account = null;
        foreach (var directory in table.UrlDirectories)
        {
            var found = GetAccount(directory);
            if (found.IsEmpty || (account is not null && !found.SequenceEqual(Encoding.ASCII.GetBytes(account))))
            {
                return null;
            }

            account ??= Encoding.ASCII.GetString(found);
        }

        return account == uid ? null : account;
    }

    private static ReadOnlySpan<byte> GetAccount(ReadOnlySpan<byte> directory)
    {
        var path = directory[(directory.IndexOf("://"u8) + 3)..];
        path = path[(path.IndexOf((byte)'/') + 1)..];
        var end = path.IndexOf((byte)'/');
        return end >= MinAccountDigits && !path[..end].ContainsAnyExceptInRange((byte)'0', (byte)'9') ? path[..end] : default;
    }
}
