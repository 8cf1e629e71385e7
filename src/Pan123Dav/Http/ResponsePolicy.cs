namespace Pan123Dav.Http;

/// <summary>Headers that stand on every answer.</summary>
internal static class ResponsePolicy
{
    /// <summary>Pages of other origins may not embed what the gateway answers (Fetch standard, Cross-Origin-Resource-Policy).</summary>
    public static void Apply(IHeaderDictionary headers) => headers["Cross-Origin-Resource-Policy"] = "same-origin";
}
