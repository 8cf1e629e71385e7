using System.Globalization;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>
/// The one place where an exception becomes a status. Once an answer has begun it can only be cut off: text appended to it would corrupt a file or a listing.
/// </summary>
internal sealed class DavExceptionHandler(RequestDelegate next, ILogger<DavExceptionHandler> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        ResponsePolicy.Apply(context.Response.Headers);
        try
        {
            await next(context);
        }
        catch (Exception e) when (ClientDisconnect.IsReasonFor(e, context))
        {
            // Nobody is there to be answered; the request log tells of it.
            throw;
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            Log.AnswerCutOff(logger, e);
            context.Abort();
        }
        catch (DavException e)
        {
            await RefuseAsync(context, e.Status, e.Message, e.Precondition, e.RetryAfter, e.Headers);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, e.StatusCode, "The request is malformed.", null);
        }
        catch (IOException e) when (e.InnerException is OverflowException)
        {
            // Kestrel's word for a chunk that says it is longer than any number.
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The request is malformed.", null);
        }
        catch (StorageException e) when (e.Error == StorageError.TooManyLinks)
        {
            // The client's doing, and as often as it likes: nothing for the log.
            await RefuseAsync(context, GetStatus(e.Error), GetMessage(e.Error), null, e.RetryAfter);
        }
        catch (StorageException e)
        {
            var status = GetStatus(e.Error);
            Log.StorageFailed(logger, e.Error, status, e.Message);
            await RefuseAsync(context, status, GetMessage(e.Error), null, e.RetryAfter);
        }
        catch (Exception e)
        {
            Log.Failed(logger, e);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, "The gateway failed at this; its log says more.", null);
        }
    }

    private static int GetStatus(StorageError error) => error switch
    {
        StorageError.NotFound => StatusCodes.Status404NotFound,
        StorageError.Forbidden => StatusCodes.Status403Forbidden,
        StorageError.Throttled => StatusCodes.Status503ServiceUnavailable,
        StorageError.TooManyLinks => StatusCodes.Status429TooManyRequests,
        StorageError.Unavailable => StatusCodes.Status503ServiceUnavailable,
        StorageError.Malformed => StatusCodes.Status502BadGateway,
        StorageError.TrafficUsedUp => StatusCodes.Status429TooManyRequests,
        StorageError.SignInRequired => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };

    private static string GetMessage(StorageError error) => error switch
    {
        StorageError.NotFound => DavException.NotFound().Message,
        StorageError.Forbidden => "The storage behind this resource refuses it.",
        StorageError.Throttled => "The storage behind this resource is busy. Try again later.",
        StorageError.TooManyLinks => "You wait for too many files at the same time: let one come first.",
        StorageError.Unavailable => "The storage behind this resource does not answer.",
        StorageError.Malformed => "The storage behind this resource gave an answer that cannot be understood.",
        StorageError.TrafficUsedUp =>
            "The traffic that the owner has at the storage behind this resource is used up: it can be listed, but not read until the owner has more.",
        StorageError.SignInRequired => "The storage behind this resource wants its owner to sign in; the gateway's log says more.",
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };

    private static Task RefuseAsync(
        HttpContext context, int status, string message, string? precondition, TimeSpan? retryAfter = null,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        context.Response.Clear();
        ResponsePolicy.Apply(context.Response.Headers);
        context.Response.StatusCode = status;
        if (retryAfter is { } pause)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in headers ?? [])
        {
            context.Response.Headers[name] = value;
        }

        if (status == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = OptionsHandler.Allow;
        }

        return DavErrorBody.WriteAsync(context.Response, message, precondition);
    }
}
