namespace Pan123Dav.Media.AListApi;

/// <summary>What AList tells everybody.</summary>
internal static class AListPublic
{
    // Clients look for "v2." anywhere in the settings, and for three numbers behind "version":"v without a blank. What ours cannot do is not said by it.
    private static readonly (string Name, string Value)[] Settings =
    [
        ("site_title", "Pan123Dav"), ("version", "v3.45.0"), ("announcement", ""), ("logo", ""), ("favicon", ""), ("pagination_type", "all"),
        ("default_page_size", "30"), ("allow_indexed", "false"), ("allow_mounted", "false"), ("allow_register", "false"), ("sign_all", "true"),
        ("search_index", "database"), ("ldap_login_enabled", "false"), ("sso_login_enabled", "false"), ("webauthn_login_enabled", "false"),
        ("home_icon", ""), ("home_container", "max_980px"), ("main_color", "#1890ff"), ("hide_files", ""), ("package_download", "false"),
        ("robots_txt", "User-agent: *\nDisallow: /"),
    ];

    private static readonly byte[] Pong = "pong"u8.ToArray();

    /// <summary><c>/ping</c>.</summary>
    public static Task PingAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = Pong.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(Pong).AsTask();
    }

    /// <summary><c>/api/public/settings</c>: a flat map of texts.</summary>
    public static Task SettingsAsync(HttpContext context) => AListResponse.WriteAsync(context.Response, Settings, static (json, settings) =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    });

    /// <summary>A list of what there is none of.</summary>
    public static Task NothingAsync(HttpContext context) => AListResponse.WriteAsync(context.Response, 0, static (json, _) =>
    {
        json.WriteStartArray();
        json.WriteEndArray();
    });

    /// <summary><c>/api/auth/login/hash</c> sends a hash of the password with AList's own salt, which no password here is kept as.</summary>
    public static Task LoginByHashAsync(HttpContext context) =>
        AListResponse.FailAsync(context.Response, StatusCodes.Status400BadRequest, "Only /api/auth/login is supported here: send username and password to it");

    /// <summary>What writes, or is none of the caller's business.</summary>
    public static Task RefuseAsync(HttpResponse response) =>
        AListResponse.FailAsync(response, StatusCodes.Status403Forbidden, "permission denied: this drive is read-only");
}
