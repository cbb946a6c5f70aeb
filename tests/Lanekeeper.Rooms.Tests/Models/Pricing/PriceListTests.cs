using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Rooms.Tests.Models.Pricing;

public sealed class PriceListTests
{
    private static readonly PriceList Prices = PriceList.Vendored();

    // By hand, from the providers' price pages: tokens times USD per million.
    [Theory]
    [InlineData("openai", "gpt-4o-mini-2024-07-18", 1_000, 500, 0, 0, 0, "0.00045")]
    [InlineData("openai", "gpt-4.1-mini-2025-04-14", 800, 50, 200, 0, 0, "0.00042")]
    [InlineData("openai", "gpt-5-nano-2025-08-07", 1, 1, 1, 0, 0, "0.000000455")]
    [InlineData("openai", "o3-2025-04-16", 1_000_000, 1_000_000, 1_000_000, 0, 0, "10.5")]
    [InlineData("anthropic", "claude-haiku-4-5-20251001", 1_000, 100, 10_000, 2_000, 0, "0.005")]
    [InlineData("anthropic", "claude-opus-4-5-20251101", 10, 20, 30, 40, 15, "0.00087125")]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", 100_000, 1_000, 99_000, 1_000, 0, "0.34845")]
    public void Known_models_cost_what_the_price_pages_say(string provider, string model, long input, long output, long read, long written, long hour, string usd) =>
        Prices.Find(provider, model)!.CostOf(Usage(input, output, read, written, hour)).ShouldBe(decimal.Parse(usd));

    [Theory]
    [InlineData("openai", "gpt-4.1-mini-2027-01-31", "0.4")]
    [InlineData("openai", "openai/gpt-4.1-mini", "0.4")]
    [InlineData("openai", "o1-mini-2024-09-12", "3")]
    [InlineData("openai", "o1-mini-2030-01-01", "1.1")]
    [InlineData("openai", "ft:gpt-4o-mini-2024-07-18:acme::abc123", "0.3")]
    [InlineData("anthropic", "claude-haiku-4-5-20260101", "1")]
    [InlineData("openai", "ft:gpt-5-2025-08-07:acme::abc123", null)]
    [InlineData("openai", "gpt-4o-search-preview", null)]
    [InlineData("openai", "gpt-99", null)]
    [InlineData("openai", "claude-haiku-4-5", null)]
    [InlineData("openai", "", null)]
    [InlineData("nobody", "gpt-4o", null)]
    public void An_id_is_looked_up_as_it_is_and_then_by_a_few_rules(string provider, string model, string? input) =>
        (Prices.Find(provider, model)?.Input).ShouldBe(input is null ? null : decimal.Parse(input));

    [Theory]
    [InlineData("gpt-4.1-mini", null, "0.4")]
    [InlineData("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14", "0.4")]
    [InlineData("gpt-4.1-mini", "gpt-4.1-2025-04-14", "2")]
    [InlineData("gpt-4.1-mini", "other-model-2026-01-01", null)]
    public void The_model_that_served_is_the_one_that_is_paid(string asked, string? served, string? input) =>
        (Prices.Find("openai", asked, served)?.Input).ShouldBe(input is null ? null : decimal.Parse(input));

    [Fact]
    public void What_is_unknown_is_never_zero()
    {
        var price = new ModelPrice(1, 2, null, null, null, 1000);

        price.CostOf(TokenUsage.Unknown).ShouldBeNull();
        price.CostOf(new TokenUsage(new CallUsage(10, null, null, null, null))).ShouldBeNull();
        price.CostOf(Usage(10, 10, 1, 0, 0)).ShouldBeNull();
        price.CostOf(Usage(10, 10, 0, 1, 0)).ShouldBeNull();
        price.CostOf(Usage(1001, 10, 0, 0, 0)).ShouldBeNull();
        price.CostOf(Usage(1000, 10, 0, 0, 0)).ShouldBe(0.00102m);
    }

    [Fact]
    public void Numbers_in_scientific_notation_are_read_exactly()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes("""{"version":"v","models":{"openai":{"m":{"input":"1.5e-01","output":"6E-7"}}}}"""));

        PriceList.Read(json).Find("openai", "m").ShouldBe(new ModelPrice(0.15m, 0.0000006m, null, null, null, null));
    }

    [Fact]
    public void Cost_is_linear_and_exact()
    {
        var price = new ModelPrice(0.4m, 1.65m, 0.005m, 3.75m, 6m, null);
        var counts = Gen.Choose(0, 2_000_000_000).Select(count => (long)count);
        var usages = Gen.ArrayOf(counts, 5).Select(n => Usage(n[0], n[1], n[2], n[3] + n[4], n[4])).ToArbitrary();

        Prop.ForAll(usages, usages, (one, other) => price.CostOf(Sum(one, other)) == price.CostOf(one) + price.CostOf(other)).QuickCheckThrowOnFailure();
        Prop.ForAll(usages, usage => new BigInteger(price.CostOf(usage)!.Value * 1_000_000_000_000m) == InTrillionths(usage)).QuickCheckThrowOnFailure();
    }

    private static BigInteger InTrillionths(TokenUsage usage)
    {
        var tokens = usage.Tokens;
        var five = tokens.CacheWrite!.Value - usage.CacheWrite1h;
        return new BigInteger(tokens.Input!.Value) * 400_000 + new BigInteger(tokens.Output!.Value) * 1_650_000 + new BigInteger(tokens.CacheRead!.Value) * 5_000
            + new BigInteger(five) * 3_750_000 + new BigInteger(usage.CacheWrite1h) * 6_000_000;
    }

    private static TokenUsage Usage(long input, long output, long read, long written, long hour) => new(new CallUsage(input, output, read, written, null), hour);

    private static TokenUsage Sum(TokenUsage one, TokenUsage other) => Usage(
        one.Tokens.Input!.Value + other.Tokens.Input!.Value,
        one.Tokens.Output!.Value + other.Tokens.Output!.Value,
        one.Tokens.CacheRead!.Value + other.Tokens.CacheRead!.Value,
        one.Tokens.CacheWrite!.Value + other.Tokens.CacheWrite!.Value,
        one.CacheWrite1h + other.CacheWrite1h);
}
