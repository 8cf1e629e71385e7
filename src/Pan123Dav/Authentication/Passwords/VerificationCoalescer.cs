using System.Collections.Concurrent;

namespace Pan123Dav.Authentication.Passwords;

/// <summary>
/// Lets requests that come with the same credentials at the same time share one verification: a player opens with a handful of requests at once.
/// </summary>
internal sealed class VerificationCoalescer
{
    private readonly ConcurrentDictionary<CredentialDigest, TaskCompletionSource<Verdict>> _pending = new();

    /// <summary>The outcome of <paramref name="verify"/>, or that of the same work already under way.</summary>
    /// <exception cref="OperationCanceledException">The client is gone. Whoever waited for its work then does it for itself.</exception>
    public async Task<UserAccount?> ShareAsync(
        CredentialDigest digest, Func<CancellationToken, Task<UserAccount?>> verify, CancellationToken cancellationToken)
    {
        while (true)
        {
            var own = new TaskCompletionSource<Verdict>(TaskCreationOptions.RunContinuationsAsynchronously);
            var first = _pending.GetOrAdd(digest, own);
            if (first == own)
            {
                return await VerifyAsync(digest, own, verify, cancellationToken);
            }

            var verdict = await first.Task.WaitAsync(cancellationToken);
            if (verdict.Reached)
            {
                return verdict.Account;
            }
        }
    }

    private async Task<UserAccount?> VerifyAsync(
        CredentialDigest digest,
        TaskCompletionSource<Verdict> own,
        Func<CancellationToken, Task<UserAccount?>> verify,
        CancellationToken cancellationToken)
    {
        var verdict = default(Verdict);
        try
        {
            verdict = new Verdict(true, await verify(cancellationToken));
            return verdict.Account;
        }
        finally
        {
            _pending.TryRemove(KeyValuePair.Create(digest, own));
            own.SetResult(verdict);
        }
    }

    private readonly record struct Verdict(bool Reached, UserAccount? Account);
}
