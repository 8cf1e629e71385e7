using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Pan123Dav.Http;

namespace Pan123Dav.Admin.Problems;

/// <summary>Writes the API's refusals, its own and those of whoever stands before it, as RFC 9457 has it, in the reader's language.</summary>
internal sealed class ProblemWriter(IOptionsMonitor<ApiOptions> options) : IApiErrorBody
{
    private const string ContentType = "application/problem+json";

    public Task WriteAsync(HttpResponse response, string message)
    {
        var text = ApiText.For(response.HttpContext.Request, options.CurrentValue);
        return WriteAsync(response, text, new ProblemBody { Title = "", Status = 0, Detail = text.Sentence(message, response.StatusCode) });
    }

    /// <summary>Answers with a refusal.</summary>
    public Task WriteAsync(HttpResponse response, ApiProblem problem)
    {
        response.Clear();
        ResponsePolicy.Apply(response.Headers);
        response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } pause)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        var text = ApiText.For(response.HttpContext.Request, options.CurrentValue);
        return WriteAsync(response, text, new ProblemBody
        {
            Title = "",
            Status = 0,
            Detail = problem.Detail(text),
            Code = problem.Code,
            Etag = problem.EntityTag,
            Diagnostics = problem.Diagnostics is { } diagnostics ? DiagnosticEntry.Translate(diagnostics, text) : null,
            Errors = problem.FieldErrors?.Invoke(text)
                ?? problem.Errors?.Select(error => error with { Message = text.Messages.Translate(error.Message) }).ToList(),
        });
    }

    private static Task WriteAsync(HttpResponse response, ApiText text, ProblemBody problem)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            problem with { Title = ReasonPhrases.GetReasonPhrase(response.StatusCode), Status = response.StatusCode }, ProblemJson.Readable.ProblemBody);
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = text.Language;
        response.Headers.Append("Vary", "Accept-Language");
        return HttpMethods.IsHead(response.HttpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }
}
