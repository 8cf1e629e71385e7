namespace Pan123Dav.Emulator.WebDav;

/// <summary>A fault and how often it has struck.</summary>
internal sealed class ActiveWebDavFault(WebDavFault fault)
{
    private int _left = fault.Times ?? int.MaxValue;

    /// <summary>The fault where it strikes this time; null otherwise.</summary>
    public WebDavFault? Take(string method) =>
        (fault.Method is null || fault.Method == method) && (fault.Times is null || Interlocked.Decrement(ref _left) >= 0) ? fault : null;
}
