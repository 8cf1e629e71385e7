using System.Net;
using System.Text.Json;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;

namespace Pan123Dav.Storage.WebApi;

/// <summary>
/// Goes the way from the address that 123 gives for a file to the address of its content: what is wrapped in the first answers, by
/// redirect or by JSON, with another, at most five times. Content itself is not fetched.
/// </summary>
internal sealed class LinkChain(StorageServices services, Uri baseUrl, ApiLimits limits)
{
    public const int MaxSteps = 5;

    // What a content host says to who comes from another page.
    private const long NoReferer = 1010;

    private const long RiskControl = 50002;

    private static readonly string[] Refusals = ["download err", "realc"];

    // A step's answer is a few lines.
    private const int MaxBytes = 64 * 1024;

    private readonly ApiTransport _transport = new(
        services.HttpClients!, StorageHttpClients.Web, baseUrl, limits with { MaxBytes = MaxBytes }, services.Stopping)
    {
        Answers = services.Answers,
    };

    private readonly string _site = DownloadAddress.GetSite(baseUrl);

    /// <summary>The link to the content, with the Referer that it needs.</summary>
    /// <param name="call">The endpoint that gave the address, for messages.</param>
    /// <param name="location">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">It leads nowhere.</exception>
    public async Task<CachedLink> FollowAsync(string call, DownloadLocation location, CancellationToken cancellationToken)
    {
        var first = DownloadAddress.Read(location.First) ?? throw ApiErrors.Malformed(call, "has no http or https address of the content");
        var referer = location.Site ?? DownloadAddress.GetSite(first);
        var address = Unwrap(call, first);
        if (location.Site is not null && DownloadAddress.IsContent(address))
        {
            // The newer answers lead there at once.
            return Keep(call, referer, address);
        }

        for (var steps = 0; steps < MaxSteps; steps++)
        {
            if (await StepAsync(call, address, steps, cancellationToken).ConfigureAwait(false) is not { } next)
            {
                return Keep(call, referer, address);
            }

            address = Unwrap(call, next);
            if (DownloadAddress.IsContent(address))
            {
                return Keep(call, referer, address);
            }
        }

        throw ApiErrors.Malformed(call, "leads on and on, and not to the content");
    }

    /// <summary>Whether 123's risk control refuses the link: it goes by the host that gave it.</summary>
    public static bool IsRiskControl(StorageException fault) =>
        fault.Code == RiskControl || (fault.Code == NoReferer && fault.Message.Contains("50002", StringComparison.Ordinal));

    /// <summary>Tries a link with its first byte. Only a refusal by risk control is told of: of anything else whoever fetches the content finds out.</summary>
    /// <exception cref="StorageException"><see cref="IsRiskControl"/> holds of it.</exception>
    public async Task TryAsync(string call, SignedLink link, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link.Location);
        request.Headers.Range = new(0, 0);
        request.Headers.TryAddWithoutValidation("User-Agent", "Pan123Dav");
        request.Headers.TryAddWithoutValidation("Referer", link.Referer);
        ApiResponse answer;
        try
        {
            answer = await _transport.SendAsync(call, request, cancellationToken, static response => response.IsSuccessStatusCode).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            return;
        }

        if (!answer.IsContent && GetFault(call, answer) is var fault && IsRiskControl(fault))
        {
            throw fault;
        }
    }

    private static Uri Unwrap(string call, Uri address) => !DownloadAddress.IsWrapped(address)
        ? address
        : DownloadAddress.Unwrap(address) ?? throw ApiErrors.Malformed(call, "holds no address where one should be wrapped");

    // Where it leads; null when this is the content.
    private async Task<Uri?> StepAsync(string call, Uri address, int steps, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(call, address, cancellationToken).ConfigureAwait(false);
        if (answer.IsContent)
        {
            return null;
        }

        if (answer.IsRedirect)
        {
            return DownloadAddress.Read(address, answer.Location) ?? throw ApiErrors.Malformed(call, "leads to no http or https address");
        }

        if ((int)answer.Status is >= 200 and < 300)
        {
            return DownloadAddress.Read(address, Read(call, answer)) ?? throw ApiErrors.Malformed(call, "leads to no http or https address");
        }

        // Content wants another Referer than a step; nothing else tells the one from the other where the address has none of the usual marks.
        var fault = GetFault(call, answer);
        var wantsReferer = fault.Code == NoReferer ? !IsRefusal(fault) : steps > 0 && fault is { Code: not (50001 or 50002), IsAddressRefused: false };
        return fault.Error == StorageError.Forbidden && wantsReferer && !DownloadAddress.IsStep(address) ? null : throw fault;
    }

    // Under code 1010 the text tells what is wrong: "download err: 50001" (another address), "download err: 50002" (risk control),
    // "forbidden realc:… arg_c:…" (another city).
    private static bool IsRefusal(StorageException fault) => Array.Exists(Refusals, text => fault.Message.Contains(text, StringComparison.OrdinalIgnoreCase));

    private async Task<ApiResponse> SendAsync(string call, Uri address, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("User-Agent", "Pan123Dav");
            request.Headers.TryAddWithoutValidation("Accept", "*/*");
            request.Headers.TryAddWithoutValidation("Referer", _site);
            try
            {
                return await _transport.SendAsync(call, request, cancellationToken, IsContent).ConfigureAwait(false);
            }
            catch (StorageException exception) when (exception.IsTransient && attempt < Math.Min(1, limits.Retries))
            {
                await Task.Delay(limits.RetryDelay, limits.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A file may be JSON itself; a host that hands one out says what it is called.
    private static bool IsContent(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent
        && (response.Content.Headers.ContentDisposition is not null
            || response.Content.Headers.ContentType?.MediaType is { } type
            && !(type.EndsWith("json", StringComparison.OrdinalIgnoreCase) || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)));

    private static string? Read(string call, ApiResponse answer)
    {
        if (answer.IsHtml)
        {
            throw ApiErrors.Malformed(call, "leads to a page of HTML in place of the content");
        }

        try
        {
            var envelope = JsonSerializer.Deserialize(answer.Body.Span, RemoteJson.Default.ApiEnvelope);
            return envelope?.Data.ValueKind == JsonValueKind.Object ? envelope.Data.Deserialize(WebJson.Default.DownloadLocation)?.RedirectUrl : null;
        }
        catch (JsonException)
        {
            throw ApiErrors.Malformed(call, "leads to something that is neither content nor the way there");
        }
    }

    private static StorageException GetFault(string call, ApiResponse answer)
    {
        try
        {
            if (!answer.IsHtml && !answer.IsEmpty && JsonSerializer.Deserialize(answer.Body.Span, RemoteJson.Default.ApiEnvelope) is { Code: > 0 } envelope)
            {
                return ApiErrors.OfCode(call, envelope.Code.Value, envelope.Message, answer.RetryAfter);
            }
        }
        catch (JsonException)
        {
            // The status tells enough.
        }

        return answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone
            ? new StorageException(StorageError.NotFound, $"123's content host does not have what {call} leads to.")
            : ApiErrors.OfStatus(call, answer);
    }

    private CachedLink Keep(string call, string referer, Uri content)
    {
        AddressGuard.Check(call, content, baseUrl);
        var expires = LinkExpiry.Read(content, services.TimeProvider.GetUtcNow());
        return new CachedLink(new SignedLink(content.OriginalString, expires) { Referer = referer }, expires - LinkExpiry.Margin);
    }
}
