namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>What a tree text must not hold, or hardly should, because of where it is shown.</summary>
internal sealed class TreeTextRules
{
    private readonly byte[][] _reservedNames;

    /// <param name="reservedNames">Names in ASCII that no member of the root may have, letter case aside.</param>
    /// <param name="isSecure">Whether clients come over https, so that browsers refuse what links over http.</param>
    public TreeTextRules(IEnumerable<string> reservedNames, bool isSecure)
    {
        _reservedNames = [.. reservedNames.Select(System.Text.Encoding.ASCII.GetBytes)];
        IsSecure = isSecure;
    }

    /// <summary>For a text whose place is not known.</summary>
    public static TreeTextRules None { get; } = new([], isSecure: false);

    /// <summary>Whether any name is reserved.</summary>
    public bool HasReserved => _reservedNames.Length > 0;

    /// <summary>Whether clients come over https.</summary>
    public bool IsSecure { get; }

    /// <summary>Whether no member of the root may be called <paramref name="name"/>.</summary>
    public bool IsReserved(ReadOnlySpan<byte> name)
    {
        foreach (var reserved in _reservedNames)
        {
            if (name.Length == reserved.Length && System.Text.Ascii.EqualsIgnoreCase(name, reserved))
            {
                return true;
            }
        }

        return false;
    }
}
