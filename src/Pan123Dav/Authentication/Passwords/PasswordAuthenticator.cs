using System.Net;
using Pan123Dav.Authentication.Throttling;

namespace Pan123Dav.Authentication.Passwords;

/// <summary>
/// Decides whose a name and password are: the one place where a password is checked. Requests that
/// share credentials share the work, and are one attempt.
/// </summary>
internal sealed class PasswordAuthenticator(LimitedPasswordHasher hasher, SignInThrottle throttle)
{
    private readonly VerificationCoalescer _pending = new();

    /// <summary>Whose credentials they are; null when they are nobody's. Takes as much work for a user there is not as for a wrong password.</summary>
    /// <param name="users">Who may sign in.</param>
    /// <param name="credentials">What the client sent.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="cancellationToken">Ends the work when the client is gone.</param>
    /// <exception cref="OperationCanceledException">The client went away before the answer was known.</exception>
    /// <exception cref="SignInThrottledException">There were too many attempts.</exception>
    public Task<UserAccount?> AuthenticateAsync(
        UserDirectory users, BasicCredentials credentials, IPAddress? address, CancellationToken cancellationToken)
    {
        var digest = users.GetDigest(credentials.Authorization);
        return _pending.ShareAsync(digest, cancellation => TryAsync(users, digest, credentials, address, cancellation), cancellationToken);
    }

    private async Task<UserAccount?> TryAsync(
        UserDirectory users, CredentialDigest digest, BasicCredentials credentials, IPAddress? address, CancellationToken cancellationToken)
    {
        // Another request may have finished the same work after this one had looked.
        if (users.TryRecognise(digest, out var recognised))
        {
            return recognised;
        }

        var attempt = throttle.Begin(address, credentials.Readings[0].Name);
        Action end = attempt.Abandon;
        try
        {
            var account = await VerifyAsync(users, credentials, cancellationToken);
            end = account is null ? attempt.Fail : attempt.Succeed;
            if (account is not null)
            {
                users.Remember(digest, account);
            }

            return account;
        }
        finally
        {
            end();
        }
    }

    private async Task<UserAccount?> VerifyAsync(UserDirectory users, BasicCredentials credentials, CancellationToken cancellationToken)
    {
        foreach (var reading in credentials.Readings)
        {
            if (users.FindPassword(reading.Name) is not { Password: { } password, Account: var account })
            {
                return null;
            }

            var hash = await password.GetHashAsync().WaitAsync(cancellationToken);
            if (await hasher.VerifyAsync(reading.Name, hash, reading.Password, cancellationToken) && account is not null)
            {
                return account;
            }
        }

        return null;
    }
}
