namespace Pan123Dav.Commands.Export;

/// <summary>An export cannot go on. The message is for people.</summary>
internal sealed class ExportEndedException(string message, Exception? innerException = null) : Exception(message, innerException);
