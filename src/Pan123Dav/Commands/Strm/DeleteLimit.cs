using System.Globalization;

namespace Pan123Dav.Commands.Strm;

/// <summary>How many files may be deleted at once: per cent of those that are there, or a number.</summary>
/// <param name="Number">Not negative.</param>
/// <param name="IsPercent">Whether <paramref name="Number"/> is per cent, 100 at most.</param>
internal readonly record struct DeleteLimit(long Number, bool IsPercent)
{
    private const int AllPercent = 100;

    /// <summary>10 %.</summary>
    public static DeleteLimit Default => new(10, true);

    /// <summary>Reads <c>10%</c> or <c>10</c>.</summary>
    public static bool TryParse(string text, out DeleteLimit limit)
    {
        var isPercent = text.EndsWith('%');
        var isNumber = long.TryParse(isPercent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        limit = new DeleteLimit(number, isPercent);
        return isNumber && (!isPercent || number <= AllPercent);
    }

    /// <summary>Whether <paramref name="deletes"/> of <paramref name="existing"/> files may go.</summary>
    public bool Allows(long deletes, long existing) => IsPercent ? deletes * AllPercent <= Number * existing : deletes <= Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + (IsPercent ? "%" : "");
}
