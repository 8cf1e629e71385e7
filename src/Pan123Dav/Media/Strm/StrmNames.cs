using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.Strm;

/// <summary>How a film's <c>.strm</c> file is called.</summary>
internal enum StrmNaming
{
    /// <summary><c>film.strm</c>, so that subtitles and descriptions of the same stem belong to it.</summary>
    Stem,

    /// <summary><c>film.mkv.strm</c>.</summary>
    Full,
}

/// <summary>
/// The names of the <c>.strm</c> files of one folder. No two are the same: what is there under its own name comes
/// first, then each film in turn; one whose stem is taken gets its full name.
/// </summary>
/// <param name="naming">What a film gets that has no namesake.</param>
/// <param name="comparer">When two names are the same.</param>
internal sealed class StrmNames(StrmNaming naming, StringComparer comparer)
{
    /// <summary>What the name of each ends with.</summary>
    public const string Extension = ".strm";

    private readonly HashSet<string> _taken = new(comparer);

    /// <summary>Notes a folder or companion, which keeps its name. False when another has it.</summary>
    public bool TryKeep(ReadOnlySpan<byte> name) => _taken.Add(Normalize(name));

    /// <summary>The name for a film; null when none is left.</summary>
    /// <param name="film">The film's name, UTF-8, of <see cref="MediaKind.Video"/>.</param>
    public string? Choose(ReadOnlySpan<byte> film)
    {
        var full = Encoding.UTF8.GetString(film);
        var stem = full[..full.LastIndexOf('.')];
        return naming == StrmNaming.Stem && TryTake(stem + Extension, out var name) || TryTake(full + Extension, out name) ? name : null;
    }

    private bool TryTake(string wanted, out string name)
    {
        name = wanted;
        return _taken.Add(Normalize(Encoding.UTF8.GetBytes(wanted)));
    }

    private static string Normalize(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(NormalizationFormC.Normalize(name));
}
