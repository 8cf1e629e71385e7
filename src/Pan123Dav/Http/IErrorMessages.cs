namespace Pan123Dav.Http;

/// <summary>Puts what an error says into the language of who asked.</summary>
internal interface IErrorMessages
{
    /// <param name="request">Says which languages its sender reads.</param>
    /// <param name="message">In English.</param>
    string Translate(HttpRequest request, string message);
}

/// <summary>The messages of errors as handlers write them.</summary>
internal static class ErrorMessagesExtensions
{
    /// <summary><paramref name="message"/> in the language of who asked; as it is where the host has no other.</summary>
    public static string Translate(this HttpContext context, string message) =>
        context.RequestServices?.GetService<IErrorMessages>()?.Translate(context.Request, message) ?? message;
}
