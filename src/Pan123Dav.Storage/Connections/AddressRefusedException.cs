namespace Pan123Dav.Storage.Connections;

/// <summary>An address leads to a place of this machine or its network that nothing is fetched from. The message names no address.</summary>
public sealed class AddressRefusedException() : HttpRequestException("It leads to an address of this machine or its network, where nothing is fetched from.")
{
    /// <summary>Whether that is why a request failed.</summary>
    public static bool IsReasonOf(Exception? exception) => exception is AddressRefusedException or { InnerException: AddressRefusedException };
}
