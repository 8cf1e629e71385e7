using System.Text;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>Makes what others write fit for a log line.</summary>
internal static class ApiText
{
    private const int MaxCharacters = 200;

    // Words and sentences have none so long; tokens, keys, signatures and addresses do.
    private const int MaxWord = 24;

    /// <summary>A line of at most 200 characters, without control characters and without anything that may be a secret.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxCharacters));
        for (var at = 0; at < text.Length && clean.Length < MaxCharacters;)
        {
            var end = at;
            while (end < text.Length && text[end] is > ' ' and <= '~')
            {
                end++;
            }

            if (end == at)
            {
                clean.Append(char.IsControl(text[at]) || char.IsSurrogate(text[at]) ? ' ' : text[at]);
                at++;
                continue;
            }

            clean.Append(end - at > MaxWord ? "…" : text[at..end]);
            at = end;
        }

        return clean.ToString(0, Math.Min(clean.Length, MaxCharacters)).Trim();
    }
}
