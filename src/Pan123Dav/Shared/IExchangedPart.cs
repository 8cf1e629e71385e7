namespace Pan123Dav.Shared;

/// <summary>Something that gateways tell one another in the background, twice a second while Redis answers: what is spread so may lag by a second.</summary>
internal interface IExchangedPart
{
    /// <summary>Tells the others what is new here, and takes over what is new there. Never throws; gives up when Redis does not answer.</summary>
    Task ExchangeAsync();
}
