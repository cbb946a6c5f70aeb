using Lanekeeper.Models.Baseline.Extracting;

namespace Lanekeeper.Rooms.Tests.Models.Baseline.Extracting;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("it was $1,234.50 in all", "1234.50", "USD")]
    [InlineData("1.234,50 €", "1234.50", "EUR")]
    [InlineData("€ 12", "12", "EUR")]
    [InlineData("500 EUR", "500", "EUR")]
    [InlineData("RM 9.00", "9.00", "MYR")]
    [InlineData("RM9.00", "9.00", "MYR")]
    [InlineData("CHF 1'250.00", "1250.00", "CHF")]
    [InlineData("20 euros", "20", "EUR")]
    [InlineData("£0.99", "0.99", "GBP")]
    [InlineData("A$15", "15", "AUD")]
    [InlineData("USD 20", "20", "USD")]
    [InlineData("299 kr", "299", null)]
    [InlineData("119,00 twice", "119.00", null)]
    [InlineData("1 000 000,00 zł", "1000000.00", "PLN")]
    public void An_amount_is_read_with_its_currency(string text, string amount, string? currency)
    {
        var money = Amounts.In(text).ShouldHaveSingleItem().Value;

        money.Amount.ShouldBe(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture));
        money.Currency.ShouldBe(currency);
    }

    [Theory]
    [InlineData("in 2026 I ordered 3 lamps")]
    [InlineData("21.50 %")]
    [InlineData("14.03.2026")]
    [InlineData("at 12:30")]
    [InlineData("order A12.50B")]
    [InlineData("call +32 9 555 01 30")]
    public void What_is_no_money_is_left_alone(string text)
    {
        Amounts.In(text).ShouldBeEmpty();
    }
}
