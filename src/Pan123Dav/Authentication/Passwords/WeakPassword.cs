namespace Pan123Dav.Authentication.Passwords;

/// <summary>Tells passwords that are guessed first. Repeats none.</summary>
internal static class WeakPassword
{
    /// <summary>Shorter ones are found by trying all.</summary>
    public const int MinLength = 10;

    // What lists of leaked passwords begin with, without digits and signs around it; shorter words are too short anyway or are found inside of longer ones.
    private static readonly string[] Common =
    [
        "password", "passw0rd", "p@ssword", "p@ssw0rd", "qwerty", "qwertz", "azerty",
        "asdfgh", "zxcvbn", "1q2w3e", "1qaz2wsx", "qazwsx", "abc123", "abcdef", "iloveyou",
        "woaini", "5201314", "letmein", "welcome", "monkey", "dragon", "football",
        "baseball", "superman", "batman", "sunshine", "princess", "trustno1", "starwars",
        "administrator", "changeme", "default", "guest", "secret", "master", "shadow", "michael", "123pan", "pan123", "alist", "webdav",
    ];

    private const string Row = "01234567890123456789";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    /// <param name="name">Whose it is; empty when that is not known.</param>
    /// <param name="password">The password.</param>
    public static string? Find(string name, string password)
    {
        if (password.EnumerateRunes().Count() < MinLength)
        {
            return $"has fewer than {MinLength} characters";
        }

        if (name.Length > 0 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            return "holds the user's name";
        }

        return IsCommon(password) ? "is one of those that are tried first" : null;
    }

    /// <summary>Whether a secret that only machines type, of 16 characters at least, is no random one.</summary>
    public static bool IsGuessable(string token) =>
        token.Distinct().Count() < 8 || IsCommon(token) || token.Zip(token.Skip(1)).Count(pair => Math.Abs(pair.First - pair.Second) <= 1) * 2 > token.Length;

    // A common word with little around it is guessed with it; a long sentence that happens to hold one is not.
    private static bool IsCommon(string password) =>
        password.Distinct().Count() <= 3
        || Row.Contains(password, StringComparison.Ordinal)
        || Row.Contains(new string([.. password.Reverse()]), StringComparison.Ordinal)
        || Array.Exists(Common, word => password.Contains(word, StringComparison.OrdinalIgnoreCase) && password.Length - word.Length <= 6)
        || IsOfCommonParts(password);

    private static bool IsOfCommonParts(string password)
    {
        foreach (var word in Common)
        {
            password = password.Replace(word, "", StringComparison.OrdinalIgnoreCase);
        }

        return password.Length <= 4;
    }
}
