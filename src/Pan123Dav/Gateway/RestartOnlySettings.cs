namespace Pan123Dav.Gateway;

/// <summary>The few keys that are wired in at start.</summary>
internal static class RestartOnlySettings
{
    /// <summary>
    /// <paramref name="next"/> with the values of <paramref name="old"/> for these keys; <paramref name="changed"/> is told of each that differs.
    /// </summary>
    public static GatewayOptions Keep(GatewayOptions next, GatewayOptions old, Action<string> changed)
    {
        if (next.PathBase != old.PathBase)
        {
            changed("Pan123Dav:PathBase");
            next = next with { PathBase = old.PathBase };
        }

        if (next.DataDirectory != old.DataDirectory)
        {
            changed("Pan123Dav:DataDirectory");
            next = next with { DataDirectory = old.DataDirectory };
        }

        if (next.Shared != old.Shared)
        {
            changed("Pan123Dav:Shared");
            next = next with { Shared = old.Shared };
        }

        if (!next.ForwardedHeaders.KnownProxies.SequenceEqual(old.ForwardedHeaders.KnownProxies))
        {
            changed("Pan123Dav:ForwardedHeaders:KnownProxies");
            next = next with { ForwardedHeaders = old.ForwardedHeaders };
        }

        if (next.KestrelLimits != old.KestrelLimits)
        {
            changed("Kestrel:Limits");
            next = next with { KestrelLimits = old.KestrelLimits };
        }

        if (next.Logging.Format != old.Logging.Format)
        {
            changed("Logging:Format");
            next = next with { Logging = old.Logging };
        }

        return next;
    }
}
