using System.Text.RegularExpressions;

namespace Pan123Dav.Console;

/// <summary>An English message with holes, and the same in another language: <c>{0} is no command: did you mean {1}?</c></summary>
internal sealed partial class MessagePattern
{
    private readonly string[] _literals;
    private readonly char[] _holes;
    private readonly bool[] _translated;
    private readonly string _translation;

    public MessagePattern(string message, string translation)
    {
        var holes = Hole().Matches(message);
        _literals = Hole().Split(message);
        _holes = [.. holes.Select(static hole => hole.ValueSpan[1])];
        _translated = [.. holes.Select(static hole => hole.Length > "{0}".Length)];
        _translation = translation;
        LiteralLength = _literals.Sum(static literal => literal.Length);
    }

    /// <summary>How many characters are the message's own.</summary>
    public int LiteralLength { get; }

    /// <summary>Whether something is put into <paramref name="message"/>.</summary>
    public static bool HasHole(string message) => Hole().IsMatch(message);

    /// <summary>The translation of <paramref name="message"/>; null when it is not this one.</summary>
    /// <param name="message">A message with its holes filled.</param>
    /// <param name="catalog">Translates what was put in where that is a message too.</param>
    public string? Translate(string message, MessageCatalog catalog)
    {
        if (Match(message) is not { } values)
        {
            return null;
        }

        // In one go: what is put in may hold something like a hole itself.
        return Hole().Replace(_translation, hole =>
        {
            var index = Array.IndexOf(_holes, hole.ValueSpan[1]);
            return index < 0 ? hole.Value : _translated[index] ? catalog.TranslateAll(values[index]) : values[index];
        });
    }

    private string[]? Match(string message)
    {
        if (message.Length < LiteralLength || !message.StartsWith(_literals[0], StringComparison.Ordinal)
            || !message.EndsWith(_literals[^1], StringComparison.Ordinal))
        {
            return null;
        }

        var values = new string[_holes.Length];
        var (begin, last) = (_literals[0].Length, message.Length - _literals[^1].Length);
        for (var i = 0; i < values.Length; i++)
        {
            // The last hole goes to where the end begins, every other to where its next words first stand.
            var end = i == values.Length - 1 ? last : message.IndexOf(_literals[i + 1], begin, last - begin, StringComparison.Ordinal);
            if (end < begin)
            {
                return null;
            }

            values[i] = message[begin..end];
            begin = end + (i == values.Length - 1 ? 0 : _literals[i + 1].Length);
        }

        return values;
    }

    [GeneratedRegex(@"\{\d(?::t)?\}")]
    private static partial Regex Hole();
}
