namespace Pan123Dav.Delivery;

/// <summary>The most bytes that are passed on to a request, as a feature of it: for files whose length only the content host tells.</summary>
internal sealed record MaxContentLength(long Bytes);
