namespace Lanekeeper.Models.Pricing;

/// <summary>By which of a model's price lists a call is billed.</summary>
internal enum PriceTier
{
    Standard,
    Batch,
    Flex,
    Priority,

    /// <summary>One that no list holds.</summary>
    Other,
}

internal static class PriceTiers
{
    /// <param name="word">What the provider says that it billed by.</param>
    public static PriceTier Of(string? word) => word switch
    {
        null or "default" or "standard" or "auto" => PriceTier.Standard,
        "batch" => PriceTier.Batch,
        "flex" => PriceTier.Flex,
        "priority" => PriceTier.Priority,
        _ => PriceTier.Other,
    };
}
