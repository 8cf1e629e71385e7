using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// The one place where a failure becomes AList's envelope. Clients take an empty listing for an empty
/// folder and delete what they had, so a failure is never one.
/// </summary>
internal static class AListFailures
{
    /// <summary>Runs a call. Once its answer has begun a failure can only cut it off.</summary>
    public static async Task CatchAsync(HttpContext context, ILogger logger, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (AListException e) when (!context.Response.HasStarted)
        {
            await AListResponse.FailAsync(context.Response, e.Code, e.Message, e.Wait);
        }
        catch (DavException e) when (!context.Response.HasStarted)
        {
            await AListResponse.FailAsync(context.Response, e.Status, e.Message, e.RetryAfter);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await AListResponse.FailAsync(context.Response, e.StatusCode, "the request is malformed");
        }
        catch (StorageException e) when (!context.Response.HasStarted)
        {
            Log.StorageFailed(logger, e.Error, e.Message);
            await AListResponse.FailAsync(context.Response, StatusCodes.Status500InternalServerError,
                "the storage behind this path failed; try again later", e.RetryAfter);
        }
    }
}
