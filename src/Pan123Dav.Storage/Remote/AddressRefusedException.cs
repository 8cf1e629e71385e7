namespace Pan123Dav.Storage.Remote;

/// <summary>123 led to a place that nothing is fetched from. The message names no address.</summary>
internal sealed class AddressRefusedException(string message) : HttpRequestException(message);
