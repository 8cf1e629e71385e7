namespace Pan123Dav.Delivery.Origin;

/// <summary>A content host led to a place that nothing is fetched from. The message names no address.</summary>
internal sealed class OriginRefusedException(string message) : HttpRequestException(message);
