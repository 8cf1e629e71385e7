using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Export;

/// <summary>Asks 123 again when it does not answer or asks to be asked later, and tells what there is no use in waiting for.</summary>
internal sealed class RetryingCalls(ExportRetryOptions patience, IExportReport report, TimeProvider time)
{
    /// <summary>What <paramref name="ask"/> gives.</summary>
    /// <exception cref="StorageException">It is refused for a reason of its own.</exception>
    /// <exception cref="ExportEndedException">There is no use in asking for anything more.</exception>
    public async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (StorageException e) when (e.Error == StorageError.TrafficUsedUp)
            {
                throw new ExportEndedException($"the direct-link traffic is used up: buy more at 123, or go on when it starts anew. {e.Message}", e);
            }
            catch (StorageException e) when (e.Error == StorageError.SignInRequired)
            {
                throw new ExportEndedException($"123 does not let the gateway in. {e.Message}", e);
            }
            catch (StorageException e) when (ExportRetryOptions.IsWorthWaiting(e))
            {
                if (patience.PauseAfter(attempt, e.RetryAfter) is not { } pause)
                {
                    throw new ExportEndedException($"123 gives no answer that helps, however long one waits. {e.Message}", e);
                }

                report.Wait(pause, e.Message);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }
}
