using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Pan123Dav.Tests.Authentication.Passwords;

/// <summary>The framework's hasher with few iterations, which counts its work and can be held up.</summary>
internal sealed class CountingHasher : IPasswordHasher<string>
{
    private readonly PasswordHasher<string> _inner = new(Options.Create(new PasswordHasherOptions { IterationCount = 2 }));
    private int _hashed;
    private int _verified;
    private int _running;
    private int _mostRunning;

    public int Hashed => Volatile.Read(ref _hashed);

    public int Verified => Volatile.Read(ref _verified);

    public int MaxRunning => Volatile.Read(ref _mostRunning);

    /// <summary>Verifications wait for this; set unless a test resets it.</summary>
    public ManualResetEventSlim MayVerify { get; } = new(initialState: true);

    public string HashPassword(string user, string password)
    {
        Interlocked.Increment(ref _hashed);
        return _inner.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(string user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _verified);
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _mostRunning, running);
        try
        {
            Assert.True(MayVerify.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "The test never let the verification go on.");
            return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var found = Interlocked.CompareExchange(ref target, value, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }
}
