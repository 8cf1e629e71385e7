namespace Pan123Dav.WebDav.PropFind;

/// <summary>Whether a client wants to hear only of properties that are there: <c>Prefer: return=minimal</c> (RFC 8144) or Exchange's <c>Brief: t</c>.</summary>
internal static class PreferHeader
{
    public static bool IsMinimal(IHeaderDictionary headers)
    {
        if (string.Equals(headers["Brief"], "t", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var value in headers["Prefer"])
        {
            foreach (var preference in (value ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
            {
                if (preference.Replace(" ", "", StringComparison.Ordinal).Equals("return=minimal", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
