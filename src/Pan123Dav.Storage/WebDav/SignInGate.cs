using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pan123Dav.Storage.WebDav;

/// <summary>
/// Lets one request through until it is known that the password is taken; after it was refused, one a minute. Who asks in between is told when to come
/// again, and nothing is sent.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing that must be given back.")]
internal sealed class SignInGate(WebDavOptions options, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile bool _isOpen;
    private long? _refused;

    /// <summary>Whether the password was refused when it was tried last.</summary>
    public bool IsRefused => !_isOpen && _refused is not null;

    /// <summary>What <paramref name="ask"/> gives.</summary>
    /// <exception cref="StorageException">The password was refused, now or a moment ago; or asking failed.</exception>
    public async Task<T> PassAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return await TryAsync(ask).ConfigureAwait(false);
        }

        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOpen)
            {
                ThrowIfTooSoon();
                return await TryAsync(ask).ConfigureAwait(false);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }

        return await TryAsync(ask).ConfigureAwait(false);
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            var answer = await ask().ConfigureAwait(false);
            _isOpen = true;
            return answer;
        }
        catch (StorageException fault) when (fault.Error == StorageError.SignInRequired)
        {
            _refused = time.GetTimestamp();
            _isOpen = false;
            throw;
        }
        catch (StorageException)
        {
            // Whatever it was, it was not the password.
            _isOpen = true;
            throw;
        }
    }

    private void ThrowIfTooSoon()
    {
        if (_refused is { } refused && Rest - time.GetElapsedTime(refused) is var wait && wait > TimeSpan.Zero)
        {
            throw Refused(wait);
        }
    }

    /// <summary>What to say of a refusal.</summary>
    /// <param name="wait">Until the next try.</param>
    public StorageException Refused(TimeSpan? wait = null)
    {
        var problem = options switch
        {
            { Username.Length: 0 } => "requests without a user: write Username and Password",
            { Is123: true } => "the app password: it is wrong, was reset or deleted. Make one at 123 (tools, third-party mounts) and write it as Password; "
                + "Username is the account's phone number or mail address",
            _ => "Username and Password",
        };
        return new StorageException(
            StorageError.SignInRequired,
            string.Create(CultureInfo.InvariantCulture, $"{options.Service} does not take {problem}. It is tried once in {Rest.TotalSeconds:0} seconds."))
        {
            RetryAfter = wait ?? Rest,
        };
    }
}
