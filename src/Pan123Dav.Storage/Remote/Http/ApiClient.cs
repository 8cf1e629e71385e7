using System.Text.Json;
using Polly;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// Asks one of 123's interfaces: in each endpoint's pace, again where that is safe and may help, and never for longer than <see cref="ApiLimits.Total"/>.
/// </summary>
/// <param name="transport">Sends.</param>
/// <param name="limits">The bounds.</param>
/// <param name="secrets">What must not be told of when 123 repeats it in a message.</param>
internal sealed class ApiClient(ApiTransport transport, ApiLimits limits, params IReadOnlyList<string> secrets)
{
    private static readonly TimeSpan ThrottledPause = TimeSpan.FromSeconds(1);

    private readonly ResiliencePipeline _retry = ApiRetry.Create(limits);

    // The longer first: a shorter one may be part of it.
    private readonly string[] _secrets = [.. secrets.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length)];

    /// <summary>The clock that paces the calls.</summary>
    public TimeProvider TimeProvider => limits.TimeProvider;

    /// <summary>What <c>data</c> of a good answer holds.</summary>
    /// <exception cref="StorageException">There is no good answer.</exception>
    public async Task<T> CallAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(limits.Total, limits.TimeProvider);
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return call.IsSafe
                ? await _retry.ExecuteAsync(async token => await AttemptAsync(call, token).ConfigureAwait(false), total.Token).ConfigureAwait(false)
                : await AttemptAsync(call, total.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ApiErrors.NoAnswer(call.Name, "all attempts took too long", isTransient: false);
        }
    }

    private async Task<T> AttemptAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
    {
        await call.Pace.WaitAsync(call.Link, cancellationToken).ConfigureAwait(false);
        call.Link?.Ask();
        using var request = call.CreateRequest();
        try
        {
            return Read(call, await transport.SendAsync(call.Name, request, cancellationToken).ConfigureAwait(false));
        }
        catch (StorageException exception) when (exception.Error == StorageError.Throttled)
        {
            call.Pace.Postpone(MinDelay(exception.RetryAfter ?? ThrottledPause, limits.MaxRetryAfter));
            throw;
        }
    }

    private T Read<T>(ApiCall<T> call, ApiResponse answer)
    {
        if (answer.IsHtml || answer.IsEmpty || answer.IsRedirect)
        {
            transport.Answers?.Count((int)answer.Status);
            throw (int)answer.Status is >= 200 and < 300
                ? ApiErrors.Malformed(call.Name, answer.IsEmpty ? "is empty" : "is a page of HTML. If 123 has moved, write the new address as BaseUrl")
                : ApiErrors.OfStatus(call.Name, answer);
        }

        try
        {
            var envelope = ReadEnvelope(answer);
            transport.Answers?.Count(envelope?.Code ?? (int)answer.Status);
            if (envelope?.Code is not { } code)
            {
                throw (int)answer.Status is >= 200 and < 300 ? ApiErrors.Malformed(call.Name, "has no code") : ApiErrors.OfStatus(call.Name, answer);
            }

            if (code != call.SuccessCode)
            {
                throw ApiErrors.OfCode(call.Name, code, WithoutSecrets(envelope.Message), answer.RetryAfter);
            }

            return (int)answer.Status is >= 200 and < 300
                ? GetData(call, envelope)
                : throw ApiErrors.OfStatus(call.Name, answer);
        }
        catch (JsonException exception)
        {
            // Neither the text nor the exception's own path, which quotes it.
            throw (int)answer.Status is >= 200 and < 300
                ? ApiErrors.Malformed(call.Name, $"is not the JSON it should be (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine})")
                : ApiErrors.OfStatus(call.Name, answer);
        }
    }

    private ApiEnvelope? ReadEnvelope(ApiResponse answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, RemoteJson.Default.ApiEnvelope);
        }
        catch (JsonException)
        {
            transport.Answers?.Count((int)answer.Status);
            throw;
        }
    }

    private string? WithoutSecrets(string? message)
    {
        foreach (var secret in _secrets)
        {
            message = message?.Replace(secret, "…", StringComparison.Ordinal);
        }

        return message;
    }

    private static T GetData<T>(ApiCall<T> call, ApiEnvelope envelope) =>
        envelope.Data.ValueKind == JsonValueKind.Object && envelope.Data.Deserialize(call.Data) is { } data
            ? data
            : throw ApiErrors.Malformed(call.Name, "has no data");

    private static TimeSpan MinDelay(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
