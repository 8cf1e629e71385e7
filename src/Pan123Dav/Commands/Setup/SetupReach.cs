using System.Globalization;

namespace Pan123Dav.Commands.Setup;

/// <summary>Who may reach the drive.</summary>
internal enum SetupReach
{
    /// <summary>Programs on this machine.</summary>
    Machine,

    /// <summary>Every device of the networks that this machine is in.</summary>
    Network,

    /// <summary>Everybody, through a reverse proxy with a domain and https.</summary>
    Domain,
}

/// <summary>Reads what people write for it.</summary>
internal static class SetupReaches
{
    /// <summary>The words for it, as options and form fields have them, in the order of the enumeration.</summary>
    public static readonly string[] Words = ["machine", "network", "domain"];

    /// <summary>A word in any letter case, or its number from 1; null for anything else.</summary>
    public static SetupReach? Parse(string text)
    {
        var word = text.Trim();
        var index = Array.FindIndex(Words, known => known.Equals(word, StringComparison.OrdinalIgnoreCase));
        index = index >= 0 || !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? index : number - 1;
        return index >= 0 && index < Words.Length ? (SetupReach)index : null;
    }

    /// <summary>A domain name in the form that certificates have it; null when it is none, or an address.</summary>
    public static string? ParseDomain(string text)
    {
        var domain = text.Trim().TrimEnd('.');
        try
        {
            domain = new IdnMapping().GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = domain.Split('.');
        return labels.Length > 1 && domain.Length <= 253 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? domain : null;
    }

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
