using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models.Pricing;

public sealed class CallPriceTests
{
    private static readonly PriceList Prices = PriceList.Vendored();

    [Theory]
    [InlineData(200_000, 0, "0.615")]
    [InlineData(200_001, 0, "1.222506")]
    [InlineData(100_000, 100_001, "0.6825006")]
    public void A_long_input_raises_every_price_of_the_call(long input, long read, string usd) =>
        CallPrice.Of(Prices, "anthropic", "claude-sonnet-4-5-20250929").CostOf(null, Usage(input, 1_000, read)).ShouldBe(decimal.Parse(usd));

    [Theory]
    [InlineData("gpt-5-2025-08-07", "priority", "0.0225")]
    [InlineData("gpt-5-2025-08-07", "flex", "0.005625")]
    [InlineData("gpt-5-2025-08-07", "default", "0.01125")]
    [InlineData("gpt-5-2025-08-07", "batch", null)]
    [InlineData("gpt-5-2025-08-07", "scale", null)]
    [InlineData("gpt-4.1-2025-04-14", "batch", "0.005")]
    [InlineData("gpt-5-pro-2025-10-06", null, "0.135")]
    public void The_tier_that_billed_is_the_one_that_is_paid(string model, string? tier, string? usd) =>
        CallPrice.Of(Prices, "openai", model).CostOf(model, Usage(1_000, 1_000, 0) with { Tier = PriceTiers.Of(tier) }).ShouldBe(usd is null ? null : decimal.Parse(usd));

    [Fact]
    public void A_declared_price_takes_the_lists_place_and_leaves_other_models_theirs()
    {
        var model = new ModelDefinition("own", ModelProvider.OpenAI, "llama-9") { Price = new(1, 2, null, null, null) };
        var price = CallPrice.Of(Prices, model, "openai");

        (price.Version, price.Ceiling(1_000_000, 1_000_000)).ShouldBe(("lanekeeper.yaml", 3m));
        price.CostOf("meta/llama-9-instruct", Usage(1_000_000, 1_000_000, 0)).ShouldBe(3m);
        price.CostOf("gpt-4.1-mini-2025-04-14", Usage(1_000_000, 0, 0)).ShouldBe(0.4m);
        price.CostOf(null, Usage(1_000_000, 0, 1)).ShouldBeNull();
        CallPrice.Of(Prices, model with { Model = "gpt-4.1-mini-2025-04-14" }, "openai").CostOf("gpt-4.1-mini", Usage(1_000_000, 0, 0)).ShouldBe(1m);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "0.006")]
    [InlineData("claude-3-haiku-20240307", "0.0005")]
    public void An_hour_in_the_cache_costs_twice_the_input(string model, string usd) =>
        CallPrice.Of(Prices, "anthropic", model).CostOf(null, new TokenUsage(new CallUsage(0, 0, 0, 1_000, null), 1_000)).ShouldBe(decimal.Parse(usd));

    [Fact]
    public void Each_model_of_a_call_is_paid_at_its_own_price()
    {
        var price = CallPrice.Of(Prices, "anthropic", "claude-haiku-4-5");
        ModelUsage own = new(null, Usage(1_000, 100, 0));
        ModelUsage advisor = new("claude-opus-4-5-20251101", Usage(1_000, 100, 0));

        price.CostOf("claude-haiku-4-5-20251001", [own, advisor]).ShouldBe(0.0015m + 0.0075m);
        price.CostOf("claude-haiku-4-5-20251001", [own, new ModelUsage("claude-unheard-of", Usage(1, 1, 0))]).ShouldBeNull();
        price.CostOf("claude-haiku-4-5-20251001", [own, new ModelUsage(null, TokenUsage.Unknown)]).ShouldBeNull();
        price.CostOf("claude-haiku-4-5-20251001", []).ShouldBeNull();
        price.CostOf(null, [own, own with { Usage = own.Usage with { HasOtherCosts = true } }]).ShouldBeNull();
    }

    [Fact]
    public void Searches_are_paid_each_and_embeddings_by_what_they_read()
    {
        CallPrice.Of(Prices, "anthropic", "claude-opus-4-5").CostOf(null, Usage(0, 0, 0) with { Searches = 3 }).ShouldBe(0.03m);
        CallPrice.Of(Prices, "anthropic", "claude-haiku-4-5").CostOf(null, Usage(0, 0, 0) with { Searches = 3 }).ShouldBeNull();
        CallPrice.Of(Prices, "openai", "text-embedding-3-small").CostOf(null, Usage(1_000, 0, 0)).ShouldBe(0.00002m);
    }

    [Fact]
    public void A_recorded_call_costs_what_the_price_page_says()
    {
        const string Cached = """{"model":"gpt-4.1-mini-2025-04-14","choices":[{}],"usage":{"prompt_tokens":1000,"completion_tokens":50,"prompt_tokens_details":{"cached_tokens":200}}}""";

        var facts = WireReading.ReadBody(WireKind.ChatCompletions, Encoding.UTF8.GetBytes(Cached), 200);

        CallPrice.Of(Prices, "openai", "gpt-4.1-mini").CostOf(facts.ServedModel, facts.Usages).ShouldBe(0.00042m);
    }

    [Fact]
    public void No_call_costs_more_than_its_ceiling()
    {
        var random = new Random(3);
        string[] models = ["claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5", "claude-sonnet-4-20250514"];
        for (var round = 0; round < 2000; round++)
        {
            var price = CallPrice.Of(Prices, "anthropic", random.GetItems(models, 1)[0]);
            long[] parts = [random.Next(150_000), random.Next(150_000), random.Next(150_000)];
            var (most, made) = (parts.Sum() + random.Next(100_000), random.Next(10_000));
            var usage = new TokenUsage(new CallUsage(parts[0], made, parts[1], parts[2], null), random.Next(2) * parts[2]);

            var ceiling = price.Ceiling(most, made + random.Next(100)).ShouldNotBeNull();
            (price.CostOf(null, usage) ?? 0).ShouldBeLessThanOrEqualTo(ceiling);
        }
    }

    [Fact]
    public void A_ceiling_is_at_the_dearest_rate_that_may_apply_and_unknown_where_no_price_is()
    {
        var gpt = CallPrice.Of(Prices, "openai", "gpt-5");

        gpt.Ceiling(1_000, 1_000).ShouldBe(0.0225m);
        gpt.Ceiling(1_000, 1_000, PriceTier.Standard).ShouldBe(0.01125m);
        gpt.Ceiling(1_000, 1_000, PriceTier.Other).ShouldBeNull();
        CallPrice.Of(Prices, "anthropic", "claude-haiku-4-5").Ceiling(1_000_000, 0).ShouldBe(2);
        CallPrice.Of(Prices, "openai", "gpt-99").Ceiling(1, 1).ShouldBeNull();
        new ModelPrice(1, 1, null, null, null, 1000).Ceiling(1001, 1, null).ShouldBeNull();
    }

    private static TokenUsage Usage(long input, long output, long read) => new(new CallUsage(input, output, read, 0, null));
}
