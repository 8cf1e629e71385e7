using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>A configuration text of StackExchange.Redis. Only called where there is one, so that the library is not loaded otherwise.</summary>
internal static class RedisText
{
    /// <summary>Whether it can be read, and names a server.</summary>
    public static bool IsReadable(string text)
    {
        try
        {
            var options = ConfigurationOptions.Parse(text);
            var endpoints = options.EndPoints;
            return !(options.DefaultDatabase < 0) && endpoints.Count > 0 && endpoints.All(static endpoint => endpoint switch
            {
                System.Net.DnsEndPoint name => Uri.CheckHostName(name.Host) != UriHostNameType.Unknown,
                System.Net.IPEndPoint or System.Net.Sockets.UnixDomainSocketEndPoint => true,
                _ => false,
            });
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>The options of a readable text, with what the gateway needs: nothing waits for a server that is away.</summary>
    public static ConfigurationOptions Parse(string text, TimeSpan connectTimeout)
    {
        var options = ConfigurationOptions.Parse(text);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = Math.Min(options.ConnectTimeout, (int)connectTimeout.TotalMilliseconds);
        options.ReconnectRetryPolicy = new LinearRetry((int)connectTimeout.TotalMilliseconds);
        options.ClientName ??= "pan123dav";

        // A key outside of the prefix, by which the library would choose among several servers that all want to be the first.
        options.TieBreaker = "";
        return options;
    }
}
