using System.Globalization;
using System.Net;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>The one place where what goes wrong at 123 becomes a <see cref="StorageException"/>. Its message is for the log.</summary>
internal static class ApiErrors
{
    /// <summary>Who answers where nothing else is said.</summary>
    public const string Service = "123";

    // Beside the next at OpenList; elsewhere it is 401.
    private const long InternalError = 1;

    // "tokens number has exceeded the limit": asking for one more token only makes it worse.
    private const string TooManyTokens = "tokens number has exceeded";

    // "123pan-global-slb forbidden client ip", beside the code "403", which is a text then.
    private const string AddressRefused = "forbidden client ip";

    private static readonly TimeSpan TokenPause = TimeSpan.FromMinutes(1);

    /// <summary>
    /// An answer with a <c>code</c> that is not the good one. Codes: the open platform's documents, AList's, OpenList's and rclone-123pan's sources.
    /// </summary>
    public static StorageException OfCode(string call, long code, string? message, TimeSpan? retryAfter = null)
    {
        var isTokenLimit = code is InternalError or 401 && Says(message, TooManyTokens);
        var isAddress = code == 403 && Says(message, AddressRefused);
        var (error, isTransient) = code switch
        {
            _ when isTokenLimit => (StorageError.Throttled, false),
            401 => (StorageError.SignInRequired, false),
            403 => (StorageError.Forbidden, false),
            404 => (StorageError.NotFound, false),

            // The second is the web interface's.
            429 or 100011 => (StorageError.Throttled, true),

            // A file that is there gets it now and then as well (OpenList#395), but asking again at once does not help.
            5066 => (StorageError.NotFound, false),
            5112 => (StorageError.SignInRequired, false),
            5113 => (StorageError.TrafficUsedUp, false),

            // A link without its Referer or from another city; bound to the address that asked; refused by risk control.
            1010 or 50001 or 50002 => (StorageError.Forbidden, false),

            // Just uploaded, and not looked through yet.
            20103 => (StorageError.Unavailable, false),
            >= 500 and < 600 => (StorageError.Unavailable, true),
            _ => (StorageError.Unavailable, false),
        };
        var said = ApiText.Clean(message);
        var answered = string.Create(CultureInfo.InvariantCulture, $"123 answered {call} with code {code}{(said.Length > 0 ? ": " : "")}{said}");
        return new StorageException(error, isAddress ? $"{answered}. 123 refuses this machine's address: ask less often, or from another network" : answered)
        {
            Code = code,
            RetryAfter = retryAfter ?? (isTokenLimit ? TokenPause : null),
            IsTransient = isTransient,
            IsTokenRefused = code == 401 && !isTokenLimit,
            IsAddressRefused = isAddress,
        };
    }

    /// <summary>An answer without a <c>code</c> that has no status of success either.</summary>
    public static StorageException OfStatus(string call, ApiResponse answer)
    {
        if (answer.IsRedirect)
        {
            return Malformed(call, Uri.TryCreate(answer.Location, UriKind.Absolute, out var place)
                ? $"sends to {ApiText.Clean(place.IdnHost)}, which is not followed. If 123 has moved, write the new address as BaseUrl"
                : "sends somewhere else, which is not followed. If 123 has moved, write the new address as BaseUrl");
        }

        var status = (int)answer.Status;
        var (error, isTransient) = status switch
        {
            401 => (StorageError.SignInRequired, false),
            403 => (StorageError.Forbidden, false),
            429 => (StorageError.Throttled, true),
            >= 500 => (StorageError.Unavailable, true),
            _ => (StorageError.Malformed, false),
        };
        return new StorageException(error,
            string.Create(CultureInfo.InvariantCulture, $"123 answered {call} with status {status}{(answer.IsHtml ? " and a page of HTML" : "")}"))
        {
            RetryAfter = answer.RetryAfter,
            IsTransient = isTransient,
            IsCallMissing = status is 404 or 405 or 410,
            IsTokenRefused = answer.Status == HttpStatusCode.Unauthorized,
        };
    }

    /// <summary>An answer that cannot be understood. <paramref name="problem"/> goes on the sentence "the answer to … " and ends without a full stop.</summary>
    public static StorageException Malformed(string call, string problem, Exception? exception = null, string service = Service) =>
        new(StorageError.Malformed, $"The answer of {service} to {call} {problem}.", exception);

    /// <summary>No answer came, or not all of it.</summary>
    public static StorageException NoAnswer(string call, string problem, bool isTransient, Exception? exception = null, string service = Service) =>
        new(StorageError.Unavailable, $"{service} did not answer {call}: {problem}.", exception) { IsTransient = isTransient };

    private static bool Says(string? message, string words) => message?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
}
