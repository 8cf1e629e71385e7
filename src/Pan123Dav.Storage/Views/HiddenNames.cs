using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Pan123Dav.Storage.Views;

/// <summary>Regular expressions of the names that are not there. Names are looked at in normalization form C.</summary>
public sealed class HiddenNames
{
    private const int StackLimit = 256;

    // For patterns that need backtracking. A name that takes longer is hidden: what cannot be told must not be shown.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(100);

    private readonly Regex[] _patterns;
    private readonly ILogger _logger;
    private int _reported;

    /// <param name="patterns">What <see cref="TryCompile"/> made.</param>
    /// <param name="logger">Is told, once, of a pattern that takes too long.</param>
    public HiddenNames(IEnumerable<Regex> patterns, ILogger logger)
    {
        _patterns = [.. patterns];
        _logger = logger;
    }

    /// <summary>Compiles a pattern so that it takes time in proportion to the name, or where it looks around or back, at most 100 ms.</summary>
    /// <param name="pattern">A .NET regular expression.</param>
    /// <param name="compiled">What it became.</param>
    /// <param name="problem">What is wrong with it, in words that do not repeat it.</param>
    public static bool TryCompile(string pattern, out Regex? compiled, out string? problem)
    {
        (compiled, problem) = (null, null);
        try
        {
            compiled = Compile(pattern);
            return true;
        }
        catch (RegexParseException e)
        {
            problem = $"{e.Error} at character {e.Offset + 1}";
            return false;
        }
    }

    /// <summary>Whether the member called <paramref name="name"/> (UTF-8, in any form) is hidden.</summary>
    public bool Contains(ReadOnlySpan<byte> name)
    {
        if (_patterns.Length == 0)
        {
            return false;
        }

        if (!NormalizationFormC.IsNormalized(name))
        {
            name = NormalizationFormC.Normalize(name);
        }

        var rented = name.Length > StackLimit ? ArrayPool<char>.Shared.Rent(name.Length) : null;
        var text = rented ?? stackalloc char[StackLimit];
        var hides = Matches(text[..Encoding.UTF8.GetChars(name, text)]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return hides;
    }

    private bool Matches(ReadOnlySpan<char> name)
    {
        foreach (var pattern in _patterns)
        {
            try
            {
                if (pattern.IsMatch(name))
                {
                    return true;
                }
            }
            catch (RegexMatchTimeoutException)
            {
                if (Interlocked.Exchange(ref _reported, 1) == 0)
                {
                    Log.PatternTooSlow(_logger, pattern.ToString());
                }

                return true;
            }
        }

        return false;
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout);
        }
    }
}
