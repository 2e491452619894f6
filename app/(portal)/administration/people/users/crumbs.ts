/** Where a page about one person stands. */
export const crumbs = [
  { label: "Administration" },
  { label: "People" },
  { label: "Users", href: "/administration/people/users" },
];
