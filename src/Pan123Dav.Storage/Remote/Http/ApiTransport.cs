using Pan123Dav.Storage.Connections;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>Sends one request to 123 and reads its answer whole, within bounds of time and size. Follows nothing, and asks only once.</summary>
/// <param name="clients">Has the clients of <see cref="StorageHttpClients"/>.</param>
/// <param name="client">Which of them.</param>
/// <param name="baseUrl">The host there may be at a private address.</param>
/// <param name="limits">The bounds.</param>
/// <param name="stopping">The program stops, and waits for nobody.</param>
internal sealed class ApiTransport(IStorageHttpClients clients, string client, Uri baseUrl, ApiLimits limits, CancellationToken stopping)
{
    /// <summary>Who is asked, for messages.</summary>
    public string Service { get; init; } = ApiErrors.Service;

    /// <summary>Counts what comes back; null where nobody looks.</summary>
    public StorageAnswers? Answers { get; init; }

    /// <summary>Whether answers have a code of their own, which whoever reads them counts in place of the HTTP status.</summary>
    public bool HasCodes { get; init; }

    /// <summary>Sends, and reads the answer whole.</summary>
    /// <param name="call">The endpoint, for messages.</param>
    /// <param name="request">A new one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isContent">Tells by the head of an answer that its body is not to be read.</param>
    /// <exception cref="StorageException">There is no answer, or too much of one.</exception>
    public Task<ApiResponse> SendAsync(
        string call, HttpRequestMessage request, CancellationToken cancellationToken, Func<HttpResponseMessage, bool>? isContent = null) =>
        SendAsync(
            call,
            request,
            async (response, token) => isContent?.Invoke(response) == true
                ? new ApiResponse(response.StatusCode, null, null, default) { IsContent = true }
                : new ApiResponse(
                    response.StatusCode, LocationHeader.Read(response), GetRetryAfter(response), await ReadAsync(call, response, token).ConfigureAwait(false)),
            cancellationToken);

    /// <summary>Sends, and lets <paramref name="read"/> make of the answer what it will, its body as it comes.</summary>
    /// <exception cref="StorageException">There is no answer, or <paramref name="read"/> says so.</exception>
    public async Task<T> SendAsync<T>(
        string call, HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        AddressGuard.Check(call, request.RequestUri!, baseUrl, Service);
        AddressGuard.SetHome(request, baseUrl);
        using var limit = new CancellationTokenSource(limits.Attempt, limits.TimeProvider);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping, limit.Token);
        try
        {
            using var http = clients.CreateClient(client);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
            if (!HasCodes)
            {
                Answers?.Count((int)response.StatusCode);
            }

            return await read(response, attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw ApiErrors.NoAnswer(call, "the program stops", isTransient: false, service: Service);
        }
        catch (Exception exception) when (CountNone(exception))
        {
            throw;
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutRejectedException)
        {
            throw ApiErrors.NoAnswer(call, "it takes too long", isTransient: true, service: Service);
        }
        catch (BrokenCircuitException)
        {
            throw new StorageException(StorageError.Unavailable, $"{Service} was not asked for {call}: it failed too often lately.")
            {
                RetryAfter = StorageHttpClients.BreakDuration,
            };
        }
        catch (AddressRefusedException)
        {
            throw ApiErrors.Malformed(call, AddressGuard.Refusal, service: Service);
        }
        catch (HttpRequestException exception)
        {
            throw ApiErrors.NoAnswer(call, $"the connection failed ({exception.HttpRequestError})", isTransient: true, service: Service);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw ApiErrors.NoAnswer(call, "the connection broke", isTransient: true, service: Service);
        }
    }

    // A filter: what is counted here is caught below.
    private bool CountNone(Exception exception)
    {
        if (exception is not StorageException and not BrokenCircuitException)
        {
            Answers?.CountNone();
        }

        return false;
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(string call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var told = response.Content.Headers.ContentLength;
        if (told > limits.MaxBytes)
        {
            throw TooLarge(call);
        }

        using var body = new MemoryStream((int)(told ?? 16 * 1024));
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[16 * 1024];
            for (int read; (read = await ReadAsync(call, stream, buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                if (body.Length + read > limits.MaxBytes)
                {
                    throw TooLarge(call);
                }

                body.Write(buffer, 0, read);
            }
        }

        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    private async ValueTask<int> ReadAsync(string call, Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or (InvalidOperationException and not ObjectDisposedException))
        {
            // The first is gzip's and deflate's, the second is Brotli's.
            throw ApiErrors.Malformed(call, "is not compressed as it says", service: Service);
        }
    }

    private StorageException TooLarge(string call) => ApiErrors.Malformed(call, "is larger than any should be", service: Service);

    /// <summary>How long an answer asks to wait. Only the form in seconds: a date would be held against a clock that may be wrong.</summary>
    public static TimeSpan? GetRetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } delta && delta >= TimeSpan.Zero ? delta : null;
}
