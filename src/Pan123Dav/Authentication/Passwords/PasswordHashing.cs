using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Pan123Dav.Authentication.Passwords;

/// <summary>How new password hashes are made: the framework's format, PBKDF2 with HMAC-SHA512, with more work than its default of 100,000 iterations.</summary>
internal static class PasswordHashing
{
    /// <summary>What OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA512.</summary>
    public const int MinIterations = 210_000;

    /// <summary>Makes hashes of <see cref="MinIterations"/>, and verifies older ones too.</summary>
    public static IPasswordHasher<string> CreateHasher() =>
        new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = MinIterations }));

    /// <summary>
    /// The configured hashes that are easier to guess from than today's, each with its key. They go on
    /// working: who knows the password can hash it anew.
    /// </summary>
    public static IEnumerable<(string Key, string Problem)> FindWeak(IReadOnlyList<UserOptions> users)
    {
        for (var i = 0; i < users.Count; i++)
        {
            if (users[i].PasswordHash is { } hash && !PasswordHashFormat.IsStrong(hash))
            {
                yield return (
                    $"Pan123Dav:Users:{i}:{nameof(UserOptions.PasswordHash)}",
                    $"has less work in it than {MinIterations} iterations of PBKDF2-SHA512, so whoever reads it "
                    + $"guesses the password of {users[i].Name} sooner: "
                        + "write what `pan123dav hash-password` prints now");
            }
        }
    }
}
