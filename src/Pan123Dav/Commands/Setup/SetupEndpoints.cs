using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Console;
using Pan123Dav.Http;

namespace Pan123Dav.Commands.Setup;

/// <summary><c>/setup</c> and <c>/healthz/live</c>: all that there is before anything is set up.</summary>
/// <param name="code">Guards the form.</param>
/// <param name="target">Where it is written to.</param>
/// <param name="language">Key <c>Language</c>.</param>
internal sealed class SetupEndpoints(SetupCode code, SetupTarget target, LanguageSetting language) : IDisposable
{
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the files are written and whoever sent the form has been told.</summary>
    public Task Done => _done.Task;

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Answers every request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        ResponsePolicy.Apply(response.Headers);
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        switch (request.Path.Value)
        {
            case "/setup" when isRead:
                return WriteAsync(context, StatusCodes.Status200OK, GetPage(context).Form(new SetupForm(), false, [], target.ExistingTree is not null));
            case "/setup" when HttpMethods.IsPost(request.Method):
                return PostAsync(context);
            case "/setup":
                response.Headers.Allow = "GET, HEAD, POST";
                response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                return Task.CompletedTask;
            case "/healthz/live" when isRead:
                response.ContentType = "text/plain";
                return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.WriteAsync("Healthy");
            case not null when BrowserNavigation.Is(request):
                // Whatever address of the drive somebody has been told.
                response.Redirect("/setup");
                response.StatusCode = StatusCodes.Status303SeeOther;
                return Task.CompletedTask;
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private async Task PostAsync(HttpContext context)
    {
        var (page, words) = (GetPage(context), SetupPageText.For(GetLanguage(context)));
        var address = context.Connection.RemoteIpAddress;
        if (code.GetDelay(address) is var delay && delay > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await WriteAsync(context, StatusCodes.Status429TooManyRequests, page.Message(words.Throttled));
            return;
        }

        if (await ReadAsync(context, page, words) is not { } form)
        {
            return;
        }

        // One at a time: two forms that are sent at once must not write into each other, nor guess side by side.
        await _oneAtATime.WaitAsync(context.RequestAborted);
        try
        {
            if (_done.Task.IsCompleted)
            {
                await WriteAsync(context, StatusCodes.Status409Conflict, page.Message(words.AlreadyDone));
            }
            else if (code.GetDelay(address) > TimeSpan.Zero || !code.Verify(address, form.Code))
            {
                await WriteAsync(context, StatusCodes.Status403Forbidden, page.Form(form, false, [words.WrongCode], target.ExistingTree is not null));
            }
            else
            {
                await SubmitAsync(context, form, page);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task SubmitAsync(HttpContext context, SetupForm form, SetupPage page)
    {
        var text = SetupText.For(GetLanguage(context));
        var (answers, links, mistakes) = form.Check(text, target.ExistingTree);
        if (answers is null)
        {
            await WriteAsync(context, StatusCodes.Status422UnprocessableEntity, page.Form(form, true, mistakes, target.ExistingTree is not null));
            return;
        }

        var (written, problems) = target.Write(answers, text);
        if (problems.Count > 0)
        {
            await WriteAsync(context, StatusCodes.Status422UnprocessableEntity, page.Form(form, true, problems, target.ExistingTree is not null));
            return;
        }

        var repairs = new List<string>();
        LinkDialog.Print(links!.Notes, text, repairs.Add);
        context.Response.Headers.Connection = "close";
        context.Response.OnCompleted(() =>
        {
            _done.TrySetResult();
            return Task.CompletedTask;
        });
        var done = page.Done("." + target.DrivePath, GetAddresses(context.Request, answers), answers.User, repairs, written);
        await WriteAsync(context, StatusCodes.Status200OK, done);
    }

    private static async Task<SetupForm?> ReadAsync(HttpContext context, SetupPage page, SetupPageText words)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            if (context.Request.HasFormContentType)
            {
                // Of percent-encoded Chinese a character takes nine bytes, so that the body's limit bounds the values too.
                return SetupForm.From(await context.Request.ReadFormAsync(
                    new FormOptions { KeyLengthLimit = 64, ValueCountLimit = 64, ValueLengthLimit = MaxBytes, MultipartBodyLengthLimit = MaxBytes },
                    context.RequestAborted));
            }

            await WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, page.Message(words.Unreadable));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await WriteAsync(context, e.StatusCode, page.Message(words.TooLarge));
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or DecoderFallbackException or ArgumentException or NotSupportedException
            || (e is IOException && !context.RequestAborted.IsCancellationRequested))
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, page.Message(words.Unreadable));
        }

        return null;
    }

    // The one that this browser came by, and those of the network where that one is good on this machine alone.
    private List<string> GetAddresses(HttpRequest request, SetupAnswers answers)
    {
        if (answers.Domain is { } domain)
        {
            return ["https://" + domain + target.DrivePath];
        }

        var own = $"{request.Scheme}://{request.Host.ToUriComponent()}{target.DrivePath}";
        var isLoopback = Uri.TryCreate(own, UriKind.Absolute, out var url) && url.IsLoopback;
        return [own, .. isLoopback ? target.GetAddressesForDevices(answers.Reach).Select(address => new Uri(address, target.DrivePath).AbsoluteUri) : []];
    }

    private TextLanguage GetLanguage(HttpContext context) => UserLanguage.FromHeader(context.Request.Headers.AcceptLanguage.ToString(), language);

    private SetupPage GetPage(HttpContext context) => new(GetLanguage(context));

    private static Task WriteAsync(HttpContext context, int status, string html)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = SetupPage.Policy;
        response.Headers.Vary = "Accept-Language";
        response.ContentLength = Encoding.UTF8.GetByteCount(html);
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.WriteAsync(html, context.RequestAborted);
    }
}
