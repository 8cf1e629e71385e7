namespace Pan123Dav.Http;

/// <summary>Shows a refusal to people whose browser goes there, in place of the body that programs get.</summary>
internal interface IErrorPage
{
    /// <summary>Writes the page for the status that the answer has already.</summary>
    /// <param name="response">Not yet begun; a challenge, <c>Allow</c> or <c>Retry-After</c> is set.</param>
    /// <param name="message">The English sentence that programs get.</param>
    Task WriteAsync(HttpResponse response, string message);
}
