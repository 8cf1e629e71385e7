using Microsoft.Extensions.Options;
using Pan123Dav.Console;
using Pan123Dav.Http;

namespace Pan123Dav.Page;

/// <summary>Errors in the language that <c>Language</c> or <c>Accept-Language</c> asks for; English where neither does.</summary>
internal sealed class ErrorMessages(IOptionsMonitor<PageOptions> options) : IErrorMessages
{
    public string Translate(HttpRequest request, string message) =>
        MessageCatalog.For(UserLanguage.FromHeader(request.Headers.AcceptLanguage.ToString(), options.CurrentValue.Language)).Translate(message);
}
