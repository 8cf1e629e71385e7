namespace Pan123Dav.Storage;

/// <summary>An answer led to a place that nothing is fetched from. The message names no address.</summary>
public sealed class PrivateAddressException() : HttpRequestException("It leads to an address of this machine or its network that the owner did not name.");
