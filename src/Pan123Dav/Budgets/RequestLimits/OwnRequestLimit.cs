namespace Pan123Dav.Budgets.RequestLimits;

/// <summary>
/// Metadata of endpoints that ask <see cref="UserRequestLimits.TryAcquire"/> themselves, because they answer a refusal in a form of their own.
/// </summary>
internal sealed class OwnRequestLimit
{
    public static readonly OwnRequestLimit Instance = new();

    private OwnRequestLimit()
    {
    }
}
