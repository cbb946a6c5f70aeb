namespace Lanekeeper.Gateway.Serving;

/// <summary>The query of every list: <c>?after=KEY&amp;limit=50</c>.</summary>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">1 to 500.</param>
internal sealed record Paging(string? After, int? Limit)
{
    public PageRequest ToRequest() => new(Limit ?? PageRequest.First.Size, After);
}
