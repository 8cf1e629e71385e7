namespace Pan123Dav.Network;

/// <summary>The request headers by which a reverse proxy tells of itself or of its client.</summary>
internal static class ForwardingHeaders
{
    private static readonly string[] Names = ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP"];

    // X-Original-For and its kin are what the framework makes of X-Forwarded-For once it has used it.
    private static readonly string[] Prefixes = ["X-Forwarded", "X-Original-"];

    /// <summary>Whether a header of this name says that the request came through a proxy.</summary>
    public static bool IsForwarding(string name) =>
        Array.Exists(Names, known => name.Equals(known, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a request names the client that a proxy had: <c>X-Forwarded-For</c>, <c>Forwarded</c> (RFC 7239) or <c>X-Real-IP</c>.</summary>
    public static bool NameAClient(IHeaderDictionary headers) =>
        headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded") || headers.ContainsKey("X-Real-IP");
}
