using Microsoft.AspNetCore.Identity;

namespace Pan123Dav.Authentication.Passwords;

/// <summary>
/// Hashes passwords, a few at a time for the whole process: a hash keeps a core busy for tens of milliseconds,
/// and a flood of wrong passwords must leave at least one core to those who are signed in already.
/// </summary>
internal sealed class LimitedPasswordHasher(IPasswordHasher<string> hasher) : IDisposable
{
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount - 1));

    /// <summary>The hash of a password, for keeping.</summary>
    public async Task<string> HashAsync(string name, string password)
    {
        await _places.WaitAsync();
        try
        {
            return hasher.HashPassword(name, password);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Whether <paramref name="hash"/> is one of <paramref name="password"/>; one made with fewer iterations than today's counts.</summary>
    /// <exception cref="OperationCanceledException">The client was gone before its turn came.</exception>
    public async ValueTask<bool> VerifyAsync(string name, string hash, string password, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return hasher.VerifyHashedPassword(name, hash, password) != PasswordVerificationResult.Failed;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
