import { expect, test } from "vitest";
import { parseJson } from "../json/parse-json";
import { checkFormula, evaluateFormula, isTruthy, readFormula } from "./formula";
import { printValue } from "./print";

/** The context of a loan 13 days past due, as LoanPro sends it: empty maps are empty lists, and absent values are "", 0 or false. */
const context = parseJson(`{
  "loan-display-id": "LN-00727", "loan-status": "Open", "loan-sub-status": "Repaying", "agent-full-name": "",
  "source-company": "Cedar Ridge Auto Finance", "status-stoplight": false, "loan-create-time": "2024-06-14T15:02:31Z",
  "status-days-past-due": 13, "status-amount-due": 250.75, "status-full-due": 312.40, "status-due-fees": 25,
  "status-payoff": 12500.5, "status-perdiem": 3.4247, "status-loan-recency": 14, "status-24-dpd-30": 2, "status-24-dpd-60": 1,
  "status-24-dpd-90": 0, "status-24-dpd-history": "000011", "status-scheduled-payments": 36, "status-total-paid": 2538.66,
  "status-next-payment-amount": 423.11, "next-scheduled-payment-date": "2024-04-10", "next-period-amount": 423.11,
  "last-payment-amount": 0, "current-date": "2024-03-31", "status-orig-maturity-date": "2027-06-25",
  "date-of-first-delinquency": "2024-02-18", "first-delinquency-date": "", "setup-contract-date": "2024-03-06",
  "setup-loan-amount": 15000, "setup-loan-term": 36, "setup-interest-rate": 12.5, "setup-interest-rate-type": "Annually",
  "setup-payment-frequency": "Monthly", "setup-grace-days": 5, "setup-last-as-final": 1, "next-autopay-id": null,
  "next-autopay-amount": 423.11, "next-autopay-remaining-periods": 4, "account-number": 9007199254740993,
  "settings-custom-fields": {"35": {"value": "1"}, "36": {"value": "2.50"}, "40": {"value": ""}, "41": {"value": "R-19 (2023)"}},
  "setup-custom-fields": {"1": {"value": "Gold"}, "7": {"value": null}},
  "computation-fields": {"3": {"calculated-value": 0.42}},
  "customer": {"primary": {"id": 2214, "full-name": "Ada Brooks", "credit-score-average": 655, "ofac-match": 0}, "secondary": null},
  "portfolio": {"1": {"active": 1, "portfolio": {"title": "Prime"}}, "4": {"active": 0, "portfolio": {"title": "Auto"}}},
  "sub-portfolio": [], "sub-portfolio-list": "Texas, Fleet",
  "payments": [
    {"system-id": 11, "payment-method": "ACH", "payment-date": "2024-01-05", "payment-amount": 423.11, "after-days-past-due": 0},
    {"system-id": 12, "payment-method": "Cash", "payment-date": "2024-02-27", "payment-amount": 100, "after-days-past-due": 9},
    {"system-id": 13, "payment-method": "ACH", "payment-date": "2024-03-02", "payment-amount": 215.55, "after-days-past-due": 4}],
  "unfulfilled-promises": [
    {"days-till-due": -3, "status": "Pending", "type": "Payment"}, {"days-till-due": 6, "status": "Kept", "type": "Call"}],
  "stop-interest-dates": [],
  "collateral-position": {"id1": {"collateral-gps-status": "Not Installed", "collateral-vin": "1FT0"}},
  "status-delinquent-bucket-balance": {"b1": {"bucket-number": 1, "past-due-amount": 211.5}, "b2": {"bucket-number": 2, "past-due-amount": 0}}
}`) as Record<string, unknown>;

test.each([
  // Comparisons.
  ["(= status-days-past-due 13)", "true"],
  ["(= status-days-past-due 13.0)", "false"],
  ["(== status-full-due 312.4)", "true"],
  ["(>= status-days-past-due setup-grace-days)", "true"],
  ["(< 5 status-days-past-due 30)", "true"],
  ['(= loan-status "Open")', "true"],
  ['(not= loan-sub-status "Charged Off")', "true"],
  ["(= status-stoplight false)", "true"],
  ["(= account-number 9007199254740992)", "false"],
  ["(= setup-last-as-final 1)", "true"],
  ["(zero? last-payment-amount)", "true"],
  ["(pos? status-24-dpd-90)", "false"],
  // Logic.
  ['(and (= loan-status "Open") (> status-days-past-due 10) (not (= loan-sub-status "Paid Off")))', "true"],
  ["(or (> status-24-dpd-60 1) (> status-24-dpd-90 0))", "false"],
  ["(and (nil? next-autopay-id) (pos? next-autopay-remaining-periods))", "true"],
  ["(or next-autopay-id last-payment-amount)", "0"],
  ['(contains? #{"Repaying" "Extended"} loan-sub-status)', "true"],
  // Arithmetic.
  ["(+ status-amount-due 10)", "260.75"],
  ["(+ status-payoff (* status-perdiem 10))", "12534.747"],
  ["(- status-scheduled-payments 1)", "35"],
  ["(/ setup-loan-amount setup-loan-term)", "1250/3"],
  ["(double (/ setup-loan-amount setup-loan-term))", "416.6666666666667"],
  ["(/ (Math/round (* 100.0 (/ status-payoff setup-loan-term))) 100.0)", "347.24"],
  ["(max 15 (min 50 (* 0.05 status-full-due)))", "15.62"],
  ["(> (/ status-payoff setup-loan-amount) 3/4)", "true"],
  ["(mod status-days-past-due 7)", "6"],
  // Conditionals.
  ["(if (> status-days-past-due 10) 35 0)", "35"],
  [
    `(cond (> status-days-past-due 120) "Charge off"
       (> status-days-past-due 30) "Late"
       (pos? status-days-past-due) "Due"
       :else "Current")`,
    '"Due"',
  ],
  [
    `(if (= (-> settings-custom-fields :35 :value) "1") "Not obtained"
       (if (= (-> settings-custom-fields :35 :value) "2") "Requested" "Obtained"))`,
    '"Not obtained"',
  ],
  ['(case setup-payment-frequency "Weekly" 7 ("Bi-Weekly" "Semi-Monthly") 15 "Monthly" 30 0)', "30"],
  ["(when (> status-due-fees 20) status-due-fees)", "25"],
  ["(let [late (* 0.05 status-amount-due) cap 25] (min late cap))", "12.537500000000001"],
  // Custom fields and other maps.
  ["(-> settings-custom-fields :36 :value)", '"2.50"'],
  ["(-> setup-custom-fields (get :1) :value)", '"Gold"'],
  ["(get-in settings-custom-fields [:40 :value])", '""'],
  ["(> (v/parse-float (-> settings-custom-fields :36 :value)) 2)", "true"],
  ["(v/parse-int (get-in settings-custom-fields [:41 :value]))", "19"],
  ["(u/parse-int loan-display-id)", "727"],
  ["(str/blank? (get-in settings-custom-fields [:40 :value]))", "true"],
  ["(nil? (-> setup-custom-fields :7 :value))", "true"],
  ["(nil? (-> setup-custom-fields :99 :value))", "true"],
  ["(= (-> portfolio :1 :active) 1)", "true"],
  ["(:title (:portfolio (portfolio :1)))", '"Prime"'],
  ["(-> sub-portfolio :3 :active)", "nil"],
  ["(empty? sub-portfolio)", "true"],
  ["(vals sub-portfolio)", "nil"],
  ["(some #(= 1 (:active %)) (vals portfolio))", "true"],
  ["(for [[id {active :active}] portfolio :when (= active 1)] id)", "(:1)"],
  ["(> (-> customer :primary :credit-score-average) 640)", "true"],
  ["(or (-> customer :secondary :full-name) (-> customer :primary :full-name))", '"Ada Brooks"'],
  ["(let [{{:keys [ofac-match id]} :primary} customer] [ofac-match id])", "[0 2214]"],
  ['(some #(= "Not Installed" (:collateral-gps-status %)) (vals collateral-position))', "true"],
  ["(reduce + (map :past-due-amount (vals status-delinquent-bucket-balance)))", "211.5"],
  ["(get-in computation-fields [:3 :calculated-value])", "0.42"],
  // Lists.
  ["(reduce + (map :payment-amount payments))", "738.6600000000001"],
  ['(count (filter #(= "ACH" (:payment-method %)) payments))', "2"],
  ["(:payment-date (last (sort-by :payment-date payments)))", '"2024-03-02"'],
  ["(apply max (map :after-days-past-due payments))", "9"],
  ["(->> payments (remove #(< (:payment-amount %) 200)) (map :system-id))", "(11 13)"],
  ['(some #(and (= (:status %) "Pending") (neg? (:days-till-due %))) unfulfilled-promises)', "true"],
  ["(every? #(pos? (:payment-amount %)) payments)", "true"],
  ["(empty? stop-interest-dates)", "true"],
  ["(frequencies (map :payment-method payments))", '{"ACH" 2, "Cash" 1}'],
  // Strings.
  ['(str/includes? source-company "Auto")', "true"],
  ['(str/starts-with? (str/lower-case loan-sub-status) "rep")', "true"],
  ['(= (subs status-24-dpd-history 4) "11")', "true"],
  ["(count (filter #(= % \\1) status-24-dpd-history))", "2"],
  ['(str loan-display-id ": " status-days-past-due " days")', '"LN-00727: 13 days"'],
  ['(format "%,.2f" status-payoff)', '"12,500.50"'],
  ['(map str/trim (str/split sub-portfolio-list #","))', '("Texas" "Fleet")'],
  ['(re-find #"\\d+" loan-display-id)', '"00727"'],
  ['(if (= agent-full-name "") "System" agent-full-name)', '"System"'],
  // Dates.
  ["(u/today :format :date)", '"2024-03-31"'],
  ["(= (u/date-compare (u/today) setup-contract-date) 25)", "true"],
  ["(>= (u/date-compare (u/today :format :date) status-orig-maturity-date) 0)", "false"],
  ["(u/date-compare next-scheduled-payment-date current-date)", "10"],
  ["(< (u/date-compare current-date loan-create-time) 0)", "true"],
  ["(> (compare current-date date-of-first-delinquency) 0)", "true"],
  ['(= (subs current-date 0 7) "2024-03")', "true"],
])("%s evaluates to %s", (text, expected) => {
  expect(checkFormula(text, Object.keys(context))).toEqual({ errors: [], warnings: [] });
  expect(printValue(evaluate(text))).toBe(expected);
});

function evaluate(text: string) {
  const result = readFormula(text);
  if (!result.ok) throw new Error(result.error.message);
  return evaluateFormula(result.formula, context, { now: new Date("2024-03-31T23:30:00Z") });
}

test.each([
  ["(> last-payment-date 5)", /^>: nil is not a number/],
  [
    "(+ status-days-past-due (-> settings-custom-fields :36 :value))",
    /a string is not a number\. Convert it/,
  ],
  ["(/ status-amount-due last-payment-amount)", /Cannot divide by zero/],
  ["(u/date-compare current-date first-delinquency-date)", /"" is not a date/],
  ["(v/parse-int agent-full-name)", /There is no number in a string/],
  ["(u/today :format :time)", /\(u\/today :format :date\)/],
  ["(reduce + (map :fee payments))", /nil is not a number/],
])("%s is an error", (text, message) => {
  expect(() => evaluate(text)).toThrow(message);
});

test.each([
  ["nil", false],
  ["false", false],
  ["0", true],
  ['""', true],
  ["[]", true],
])("the result %s counts as %s", (text, expected) => {
  expect(isTruthy(evaluate(text))).toBe(expected);
});
