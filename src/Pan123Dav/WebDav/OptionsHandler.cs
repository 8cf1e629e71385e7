namespace Pan123Dav.WebDav;

/// <summary>
/// OPTIONS (RFC 4918 section 10.1): the same answer for every path and everybody, so it tells nothing of
/// what exists. Explorer asks without credentials, also at <c>/</c>.
/// </summary>
internal static class OptionsHandler
{
    /// <summary>Class 1 alone: macOS mounts that read-only, davfs2 does without locks.</summary>
    public const string ComplianceClass = "1";

    public const string Allow = "OPTIONS, GET, HEAD, PROPFIND";

    public static Task HandleAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["DAV"] = ComplianceClass;
        headers["MS-Author-Via"] = "DAV";
        headers.Allow = Allow;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
